package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What the buttons beside the lines of a rule's form do to these lines. */
final class RowButton {

    private RowButton() {}

    /**
     * The lines after a button.
     *
     * @param act {@code test:3} and {@code any:3} add below or into line 3 ({@code -1}: at the end), {@code remove:3}
     *     takes line 3 out with its members; anything else changes nothing
     */
    static List<ConditionRow> press(String act, List<ConditionRow> rows) {
        int colon = act.indexOf(':');
        if (colon < 0) {
            return rows;
        }
        int row = number(act.substring(colon + 1));
        List<ConditionRow> changed = new ArrayList<>(rows);
        switch (act.substring(0, colon)) {
            case "test" -> insert(changed, row, depth -> List.of(ConditionRow.emptyTest(depth)));
            case "any" ->
                insert(
                        changed,
                        row,
                        depth -> List.of(
                                ConditionRow.group(ConditionRow.Kind.ANY, depth), ConditionRow.emptyTest(depth + 1)));
            case "remove" -> remove(changed, row);
            default -> {
                return rows;
            }
        }
        return changed;
    }

    /** What a browser sent as a number; 0 for what is none. */
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void insert(List<ConditionRow> rows, int row, IntFunction<List<ConditionRow>> added) {
        if (row < 0 || row >= rows.size()) {
            rows.addAll(added.apply(0));
            return;
        }
        ConditionRow at = rows.get(row);
        int depth = at.isTest() ? at.depth() : at.depth() + 1;
        rows.addAll(at.isTest() ? row + 1 : endOf(rows, row), added.apply(depth));
    }

    private static void remove(List<ConditionRow> rows, int row) {
        if (row >= 0 && row < rows.size()) {
            rows.subList(row, endOf(rows, row)).clear();
        }
    }

    /** Behind the last member of a line's group. */
    private static int endOf(List<ConditionRow> rows, int row) {
        int end = row + 1;
        while (end < rows.size() && rows.get(end).depth() > rows.get(row).depth()) {
            end++;
        }
        return end;
    }
}
