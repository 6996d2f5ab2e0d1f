package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What changed between two texts, as the shortest edit that turns one into the other. */
final class Diff {

    // A longest common subsequence takes memory in the product of the lengths: past this, the middle is one
    // replacement.
    private static final int LARGEST_TABLE = 4_000_000;
    private static final int CONTEXT = 3;
    private static final Pattern WORD_EDGE = Pattern.compile("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)");

    private Diff() {}

    /** What happened to a part. */
    enum Change {
        SAME,
        REMOVED,
        ADDED
    }

    /** A stretch of text with one fate. */
    record Part(Change change, String text) {}

    /**
     * A line with its fate.
     *
     * @param number in the new text, for a removed one in the old; empty for a fold
     * @param folded how many unchanged lines this stands for; 0 for a line
     */
    record Line(Change change, String number, String text, int folded) {

        /** As in a patch. */
        public String sign() {
            return switch (change) {
                case SAME -> "";
                case REMOVED -> "−";
                case ADDED -> "+";
            };
        }
    }

    /** Compares prose word by word; neighbours with the same fate are joined. */
    static List<Part> words(String before, String after) {
        List<Part> joined = new ArrayList<>();
        for (Part part : compare(List.of(WORD_EDGE.split(before)), List.of(WORD_EDGE.split(after)))) {
            if (!joined.isEmpty() && joined.getLast().change() == part.change()) {
                joined.add(new Part(part.change(), joined.removeLast().text() + part.text()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** Compares line by line and folds away what is further than three lines from any change. */
    static List<Line> lines(String before, String after) {
        List<Part> parts = compare(before.lines().toList(), after.lines().toList());
        List<Line> lines = new ArrayList<>();
        int oldNumber = 0;
        int newNumber = 0;
        int folded = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            oldNumber += part.change() == Change.ADDED ? 0 : 1;
            newNumber += part.change() == Change.REMOVED ? 0 : 1;
            if (isFarFromChange(parts, i)) {
                folded++;
                continue;
            }
            folded = fold(lines, folded);
            int number = part.change() == Change.REMOVED ? oldNumber : newNumber;
            lines.add(new Line(part.change(), String.valueOf(number), part.text(), 0));
        }
        fold(lines, folded);
        return lines;
    }

    private static int fold(List<Line> lines, int folded) {
        if (folded > 0) {
            lines.add(new Line(Change.SAME, "", "", folded));
        }
        return 0;
    }

    private static boolean isFarFromChange(List<Part> parts, int index) {
        return parts.subList(Math.max(0, index - CONTEXT), Math.min(parts.size(), index + CONTEXT + 1)).stream()
                .allMatch(part -> part.change() == Change.SAME);
    }

    private static List<Part> compare(List<String> before, List<String> after) {
        int start = 0;
        while (start < Math.min(before.size(), after.size())
                && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(before.size(), after.size()) - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<Part> parts = new ArrayList<>();
        before.subList(0, start).forEach(text -> parts.add(new Part(Change.SAME, text)));
        parts.addAll(middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end)));
        before.subList(before.size() - end, before.size()).forEach(text -> parts.add(new Part(Change.SAME, text)));
        return parts;
    }

    private static List<Part> middle(List<String> before, List<String> after) {
        int[][] common = (long) before.size() * after.size() > LARGEST_TABLE ? null : commonLengths(before, after);
        List<Part> parts = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean bothLeft = i < before.size() && j < after.size();
            if (common != null && bothLeft && before.get(i).equals(after.get(j))) {
                parts.add(new Part(Change.SAME, before.get(i)));
                i++;
                j++;
            } else if (i < before.size()
                    && (common == null || j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                parts.add(new Part(Change.REMOVED, before.get(i++)));
            } else {
                parts.add(new Part(Change.ADDED, after.get(j++)));
            }
        }
        return parts;
    }

    /** Lengths of the longest common subsequences of all pairs of tails. */
    private static int[][] commonLengths(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
