package org.ncsn.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Keys that official config files hold in a section and that have no effect here. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AlsoAccepts {
  String[] value();
}
