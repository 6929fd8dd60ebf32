package org.ncsn.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Puts data, style and script together to one page that needs nothing else. */
final class ReportPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportPage() {}

  static String of(ReportData data) {
    // Style and script first: what stands in the data is never taken for a place to fill.
    return resource("report.html")
        .replace("{{style}}", resource("report.css").strip())
        .replace("{{script}}", resource("report.js").strip())
        .replace("{{data}}", json(data));
  }

  /** JSON that cannot end the element it stands in. */
  private static String json(ReportData data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
