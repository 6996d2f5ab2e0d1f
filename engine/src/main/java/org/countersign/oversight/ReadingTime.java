package org.countersign.oversight;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Message;
import org.countersign.suggestion.Proposal.Product;

/**
 * The shortest time in which a suggestion can be read at all: three seconds to find one's way, and its words at twice the
 * speed of silent reading, 238 words a minute (Brysbaert, Journal of Memory and Language 109, 2019). Never more than a
 * minute, so that a long text accuses nobody.
 */
final class ReadingTime {

    private static final Duration ORIENTATION = Duration.ofSeconds(3);
    private static final Duration WORD = Duration.ofMinutes(1).dividedBy(2 * 238L);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private ReadingTime() {}

    static Duration shortest(Proposal proposal) {
        long words = texts(proposal)
                .filter(Objects::nonNull)
                .mapToLong(text -> text.isBlank() ? 0 : text.strip().split("\\s+").length)
                .sum();
        Duration time = ORIENTATION.plus(WORD.multipliedBy(words));
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    private static Stream<String> texts(Proposal proposal) {
        Message message = proposal.content().message();
        Stream<String> copy = message == null
                ? Stream.of()
                : Stream.of(message.body(), Objects.requireNonNullElse(message.subject(), ""));
        Stream<String> products = proposal.content().products().stream()
                .map(Product::title)
                .map(title -> Objects.requireNonNullElse(title, ""));
        return Stream.concat(copy, products);
    }
}
