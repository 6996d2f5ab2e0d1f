package org.countersign.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a reference list out of a spreadsheet, as plain data: the first column of the first sheet, or two columns for a
 * table. Formulas, macros and links are never looked at; a cell with a formula is refused, because what it shows depends on
 * who computed it.
 */
public final class ListSheet {

    /** Size of a file, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private ListSheet() {}

    /**
     * The lines of the list.
     *
     * @param file an .xlsx workbook, or CSV in UTF-8 with commas or semicolons
     * @throws Refusal.Invalid with every cell that cannot be taken, by its name: {@code A3}
     */
    public static List<String> read(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw refused("The file has " + file.length + " bytes; " + MAX_BYTES + " are allowed.");
        }
        boolean workbook = file.length > ZIP.length && Stream.of(0, 1, 2, 3).allMatch(i -> file[i] == ZIP[i]);
        SheetLines lines = new SheetLines();
        if (workbook) {
            workbook(file, lines);
        } else {
            csv(file, lines);
        }
        return lines.checked();
    }

    private static void workbook(byte[] file, SheetLines lines) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            for (Row row : workbook.getSheetAt(0)) {
                lines.add(row.getRowNum() + 1, text(lines, row.getCell(0)), text(lines, row.getCell(1)));
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal.Invalid("The file is no readable .xlsx workbook: " + e.getMessage(), List.of());
        }
    }

    private static String text(SheetLines lines, @Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (cell.getCellType()) {
            case BLANK -> "";
            case STRING -> cell.getStringCellValue().strip();
            case NUMERIC -> NumberToTextConverter.toText(cell.getNumericCellValue());
            case BOOLEAN -> Boolean.toString(cell.getBooleanCellValue()).toUpperCase(Locale.ROOT);
            case FORMULA, ERROR, _NONE -> {
                lines.refuse(
                        new CellReference(cell.getRowIndex(), cell.getColumnIndex()).formatAsString(),
                        "holds " + (cell.getCellType() == CellType.FORMULA ? "a formula" : "no value")
                                + "; write the value itself.");
                yield "";
            }
        };
    }

    private static void csv(byte[] file, SheetLines lines) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            char delimiter = plain.lines().findFirst().orElse("").indexOf(';') >= 0 ? ';' : ',';
            CSVFormat format =
                    CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
            for (CSVRecord row : format.parse(new StringReader(plain))) {
                lines.add(
                        Math.toIntExact(row.getRecordNumber()),
                        row.get(0).strip(),
                        row.size() > 1 ? row.get(1).strip() : "");
            }
        } catch (CharacterCodingException e) {
            throw new Refusal.Invalid("The file is neither an .xlsx workbook nor CSV in UTF-8.", List.of());
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw new Refusal.Invalid("The file is no readable CSV: " + e.getMessage(), List.of());
        }
    }

    private static Refusal.Invalid refused(String detail) {
        return new Refusal.Invalid(detail, List.of());
    }
}
