package org.countersign.pages;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Rows as comma-separated values (RFC 4180) that a spreadsheet opens as text and never as a formula. */
final class Csv {

    private static final double LARGEST_COUNT = 1e15;
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();
    private final int width;

    private Csv(int width) {
        this.width = width;
    }

    static Csv of(String... columns) {
        Csv csv = new Csv(columns.length);
        csv.line(Arrays.asList(columns));
        return csv;
    }

    /** One row; null is an empty cell, and so is what is missing at the end, for all rows are as wide as the first. */
    Csv row(@Nullable Object... cells) {
        line(Arrays.asList(Arrays.copyOf(cells, Math.max(width, cells.length))));
        return this;
    }

    private void line(List<? extends @Nullable Object> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(@Nullable Object value) {
        if (value == null || value.equals(Double.NaN)) {
            return "";
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < LARGEST_COUNT) {
            // Sums of counts are kept as such.
            return String.valueOf(number.longValue());
        }
        String plain = String.valueOf(value);
        boolean risky = !(value instanceof Number) && !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0;
        String safe = risky ? "'" + plain : plain;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    /** The whole as a file to keep. */
    ResponseEntity<String> download(String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=" + name + ".csv")
                .body(text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
