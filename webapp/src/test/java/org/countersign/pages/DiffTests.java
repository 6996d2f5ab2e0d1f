package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.pages.Diff.Change;
import org.countersign.pages.Diff.Part;
import org.junit.jupiter.api.Test;

class DiffTests {

    @Test
    void showsWhichWordsChanged() {
        assertThat(Diff.words("15 % off until Sunday", "20 % off until Sunday"))
                .containsExactly(
                        new Part(Change.REMOVED, "15"),
                        new Part(Change.ADDED, "20"),
                        new Part(Change.SAME, " % off until Sunday"));
    }

    @Test
    void findsNothingInEqualTexts() {
        assertThat(Diff.words("the same", "the same")).containsExactly(new Part(Change.SAME, "the same"));
    }

    @Test
    void numbersLinesOfTheTextTheyStandIn() {
        List<Diff.Line> lines = Diff.lines("a\nb\nc", "a\nx\ny\nc");

        assertThat(lines).extracting(Diff.Line::sign).containsExactly("", "−", "+", "+", "");
        assertThat(lines).extracting(Diff.Line::number).containsExactly("1", "2", "2", "3", "4");
    }

    @Test
    void foldsWhatIsFarFromAnyChange() {
        String before = IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).collect(Collectors.joining("\n"));

        List<Diff.Line> lines = Diff.lines(before, before.replace("\n10\n", "\nten\n"));

        assertThat(lines.getFirst().folded()).isEqualTo(6);
        assertThat(lines.getLast().folded()).isEqualTo(7);
        assertThat(lines).hasSize(2 + 3 + 2 + 3);
    }

    @Test
    void replacesAsAWholeWhatIsTooLongToCompare() {
        String before = IntStream.range(0, 3_000).mapToObj(n -> "a" + n).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 3_000).mapToObj(n -> "b" + n).collect(Collectors.joining("\n"));

        List<Diff.Line> lines = Diff.lines(before, after);

        assertThat(lines).hasSize(6_000);
        assertThat(lines.getFirst().change()).isEqualTo(Change.REMOVED);
        assertThat(lines.getLast().change()).isEqualTo(Change.ADDED);
    }
}
