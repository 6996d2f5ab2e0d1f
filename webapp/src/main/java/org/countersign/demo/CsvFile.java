package org.countersign.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file with a header, plain or compressed with gzip: {@code name.csv} or {@code name.csv.gz}. Columns are found by
 * name. A row that cannot be read is left out and counted: one bad line must not cost the other 75,000.
 */
final class CsvFile {

    private final Path file;
    private int oddRows;

    private CsvFile(Path file) {
        this.file = file;
    }

    /**
     * Finds the file in a folder.
     *
     * @throws IllegalArgumentException if it is in neither form there
     */
    static CsvFile in(Path folder, String name) {
        for (String ending : List.of(".csv.gz", ".csv")) {
            Path file = folder.resolve(name + ending);
            if (Files.isRegularFile(file)) {
                return new CsvFile(file);
            }
        }
        throw new IllegalArgumentException("The folder " + folder.toAbsolutePath() + " has neither " + name
                + ".csv.gz nor " + name + ".csv. Name a folder with the Complete Journey files, or none at all.");
    }

    /** Hands every row to {@code reader}, in order; the row is valid only during the call. */
    CsvFile read(Consumer<Row> reader) {
        try (BufferedReader text = open()) {
            String header = text.readLine();
            Map<String, Integer> columns = new HashMap<>();
            for (String name : split(header == null ? "" : header)) {
                columns.put(name.strip(), columns.size());
            }
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                List<String> cells = split(line);
                try {
                    if (cells.size() != columns.size()) {
                        throw new IllegalArgumentException("a row of " + cells.size() + " cells");
                    }
                    reader.accept(new Row(columns, cells));
                } catch (RuntimeException odd) {
                    oddRows++;
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** How many rows could not be read. */
    int oddRows() {
        return oddRows;
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes, StandardCharsets.UTF_8));
    }

    /** The cells of a line; quoted ones may hold commas and doubled quotes. */
    static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (character == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** One row. */
    record Row(Map<String, Integer> columns, List<String> cells) {

        /**
         * The cell of that column; may be empty.
         *
         * @throws IllegalArgumentException if the file has no such column
         */
        String text(String column) {
            Integer index = columns.get(column);
            if (index == null) {
                throw new IllegalArgumentException("no column " + column);
            }
            return cells.get(index);
        }

        /** The same, which must not be empty. */
        String required(String column) {
            String text = text(column);
            if (text.isBlank()) {
                throw new IllegalArgumentException("nothing in column " + column);
            }
            return text;
        }
    }
}
