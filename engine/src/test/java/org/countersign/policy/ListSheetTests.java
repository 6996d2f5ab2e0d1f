package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;

class ListSheetTests {

    @Test
    void readsTheFirstColumnOrTwoForATable() throws IOException {
        byte[] file = workbook(sheet -> {
            sheet.createRow(0).createCell(0).setCellValue("# comment");
            sheet.createRow(1).createCell(0).setCellValue(" US-CT ");
            sheet.getRow(1).createCell(1).setCellValue(9);
            sheet.createRow(3).createCell(0).setCellValue("*");
            sheet.getRow(3).createCell(1).setCellValue(8.5);
        });

        assertThat(ListSheet.read(file)).containsExactly("US-CT = 9", "* = 8.5");
    }

    /** What a spreadsheet program would run is never looked at. */
    @Test
    void refusesAFormulaByItsCell() throws IOException {
        byte[] file = workbook(
                sheet -> sheet.createRow(2).createCell(0).setCellFormula("HYPERLINK(\"http://x.example\",\"y\")"));

        assertThatThrownBy(() -> ListSheet.read(file))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessage("The cell A3 holds a formula; write the value itself.");
    }

    @Test
    void tellsOfEveryCellThatCannotBeTaken() {
        assertThatThrownBy(() -> csv("US-CT,9\nUS,nine\nUS-CT,8\nDE\n"))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldError::pointer, FieldError::message)
                                .containsExactly(
                                        tuple("B2", "The cell B2 is no number such as 12 or 8.5: \"nine\"."),
                                        tuple("A3", "The cell A3 says the same as A1; leave one out."),
                                        tuple("B4", "The cell B4 lacks its number.")))
                .hasMessageStartingWith("3 cells cannot be taken. The cell B2");
    }

    @Test
    void readsCsvWithCommasSemicolonsQuotesAndAByteOrderMark() {
        assertThat(csv("\uFEFFUS-CT,9\n\n# no\n")).containsExactly("US-CT = 9");
        assertThat(csv("last chance\n\"don't miss, out\"\n")).containsExactly("last chance", "don't miss, out");
        assertThat(csv("US-CT;9\nUS;8")).containsExactly("US-CT = 9", "US = 8");
        assertThat(csv("=cmd|' /C calc'!A0")).as("text is text").containsExactly("=cmd|' /C calc'!A0");
    }

    @Test
    void refusesWhatIsNoSheet() {
        List<byte[]> files = List.of(
                new byte[0],
                new byte[] {'P', 'K', 3, 4, 0, 0, 0},
                new byte[] {(byte) 0xff, (byte) 0xfe, 0},
                "\"open".getBytes(StandardCharsets.UTF_8),
                new byte[ListSheet.MAX_BYTES + 1]);

        assertThat(files)
                .allSatisfy(
                        file -> assertThatThrownBy(() -> ListSheet.read(file)).isInstanceOf(Refusal.Invalid.class));
    }

    private static List<String> csv(String text) {
        return ListSheet.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] workbook(Consumer<Sheet> fill) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            fill.accept(workbook.createSheet());
            workbook.write(out);
            return out.toByteArray();
        }
    }
}
