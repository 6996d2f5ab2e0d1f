package org.countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The lines of a list as they come out of a sheet, with everything that is wrong with its cells. */
final class SheetLines {

    /** So many errors are told; whoever has more has the wrong file. */
    private static final int MAX_ERRORS = 20;

    private final List<String> lines = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private @Nullable Boolean table;

    /** Takes a row; one without a first cell, or with a comment in it, is none. */
    void add(int row, String first, String second) {
        if (first.isEmpty() || first.startsWith("#")) {
            return;
        }
        if (lines.size() == Operand.MAX_VALUES) {
            throw new Refusal.Invalid("A list has at most " + Operand.MAX_VALUES + " values.", List.of());
        }
        Integer before = rows.putIfAbsent(first, row);
        if (before != null) {
            refuse("A" + row, "says the same as A" + before + "; leave one out.");
        }
        boolean pair = !second.isEmpty();
        if (table != null && table != pair) {
            refuse("B" + row, pair ? "belongs to a table, and the rows above are values only." : "lacks its number.");
        }
        table = table == null ? Boolean.valueOf(pair) : table;
        plain("A" + row, first);
        if (pair) {
            number("B" + row, second);
        }
        lines.add(pair ? first + " = " + second : first);
    }

    void refuse(String cell, String why) {
        errors.add(new FieldError(cell, "The cell " + cell + " " + why));
    }

    private void plain(String cell, String text) {
        if (text.length() > Operand.MAX_TEXT) {
            refuse(cell, "has " + text.length() + " characters; " + Operand.MAX_TEXT + " are allowed.");
        }
        try {
            PolicyText.requirePlain(text);
        } catch (IllegalArgumentException e) {
            refuse(cell, "cannot be taken: " + e.getMessage());
        }
    }

    private void number(String cell, String text) {
        try {
            Numbers.read("cell " + cell, text);
        } catch (IllegalArgumentException e) {
            refuse(cell, "is no number such as 12 or 8.5: " + PolicyText.quoted(text) + ".");
        }
    }

    /** @throws Refusal.Invalid if anything is wrong, or there is nothing */
    List<String> checked() {
        if (!errors.isEmpty()) {
            List<FieldError> told = errors.subList(0, Math.min(MAX_ERRORS, errors.size()));
            throw new Refusal.Invalid(
                    errors.size() == 1
                            ? told.getFirst().message()
                            : errors.size() + " cells cannot be taken. "
                                    + told.getFirst().message(),
                    told);
        }
        if (lines.isEmpty()) {
            throw new Refusal.Invalid("There is no value in the first column.", List.of());
        }
        return List.copyOf(lines);
    }
}
