package org.ncsn.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key of a config may hold. The record component that carries it gives the name ({@code
 * batchSize} is {@code batch_size} in the file) and the type.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Setting {
  /**
   * The value, as a file would have it, of a key that is left out; without it the key is required.
   */
  String orElse() default "";

  /**
   * Whether official files give the key: given where it means nothing, it is named and no mistake.
   */
  boolean official() default false;

  /** Whether an official file that gives {@code null} leaves the key out. */
  boolean mayBeNull() default false;

  /** The smallest number allowed. */
  double least() default Double.NEGATIVE_INFINITY;

  /** The largest number allowed. */
  double most() default Double.POSITIVE_INFINITY;

  /** Numbers must be larger than this one. */
  double above() default Double.NEGATIVE_INFINITY;

  /** Numbers must be smaller than this one. */
  double below() default Double.POSITIVE_INFINITY;

  /** Whether only even numbers are allowed. */
  boolean even() default false;

  /** Whether a list holds something. */
  boolean nonEmpty() default false;

  /** The only numbers allowed, if any are given. */
  int[] oneOf() default {};
}
