package org.countersign.screening;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.suggestion.Proposal.SegmentCondition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the consents that a suggestion relies on; null is unknown.
 *
 * @param marketing status of the purpose MARKETING, as {@link ConsentStatus} writes it
 * @param profiling status of the purpose PROFILING
 * @param restricted whether processing is restricted
 */
record ConsentFacts(
        @Nullable String marketing,
        @Nullable String profiling,
        @Nullable Boolean restricted) {

    private static final String ANY = "ANY";

    /** What allows least comes last. */
    private static final Comparator<ConsentStatus> WEAKEST_LAST = Comparator.naturalOrder();

    /**
     * One customer's consents, as the register has them. A restriction is a statement like any other: where the register
     * holds none, there is none; a consent it does not hold is unknown.
     */
    static ConsentFacts of(List<Consent> statements, List<String> channels) {
        return new ConsentFacts(
                weakest("MARKETING", statements, channels),
                weakest("PROFILING", statements, channels),
                statements.stream().anyMatch(consent -> consent.status() == ConsentStatus.RESTRICTED));
    }

    /**
     * The status that allows least over all channels. A refusal on one channel decides, whatever is known of the others;
     * a grant counts only if no channel is unknown.
     */
    private static @Nullable String weakest(String purpose, List<Consent> statements, List<String> channels) {
        List<Consent> ofPurpose = statements.stream()
                .filter(consent -> consent.purpose().equals(purpose))
                .toList();
        List<Optional<ConsentStatus>> perChannel =
                channels.stream().map(channel -> onChannel(ofPurpose, channel)).toList();
        Optional<ConsentStatus> weakest =
                perChannel.stream().flatMap(Optional::stream).max(WEAKEST_LAST);
        boolean allKnown = perChannel.stream().allMatch(Optional::isPresent);
        return weakest.filter(status -> allKnown || status != ConsentStatus.GRANTED)
                .map(ConsentStatus::name)
                .orElse(null);
    }

    /**
     * The statement for the channel, else the one for ANY channel. Who refuses everything takes back what they granted
     * for a channel before.
     */
    private static Optional<ConsentStatus> onChannel(List<Consent> ofPurpose, String channel) {
        Optional<Consent> own = statement(ofPurpose, channel);
        Optional<Consent> any = statement(ofPurpose, ANY);
        boolean takenBack = own.isPresent()
                && any.isPresent()
                && any.get().status() != ConsentStatus.GRANTED
                && any.get().at().isAfter(own.get().at());
        return (takenBack ? any : own.or(() -> any)).map(Consent::status);
    }

    private static Optional<Consent> statement(List<Consent> ofPurpose, String channel) {
        return ofPurpose.stream()
                .filter(consent -> consent.channel().equals(channel))
                .max(Comparator.comparing(Consent::at).thenComparing(Consent::status));
    }

    /**
     * What the rule of a segment demands of every customer in it, with conditions such as {@code consent.marketing ==
     * GRANTED}: who builds the audience asserts that only such customers are in it, and downstream systems hold them to
     * it. A segment without such a condition says nothing of consent.
     */
    static ConsentFacts requiredBy(List<SegmentCondition> rule) {
        return new ConsentFacts(
                requiredStatus(rule, "consent.marketing"),
                requiredStatus(rule, "consent.profiling"),
                required(rule, "consent.restricted")
                        .flatMap(value -> switch (value) {
                            case "TRUE" -> Stream.of(true);
                            case "FALSE" -> Stream.of(false);
                            default -> Stream.empty();
                        })
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static @Nullable String requiredStatus(List<SegmentCondition> rule, String feature) {
        return required(rule, feature)
                .flatMap(value -> Stream.of(ConsentStatus.values())
                        .filter(status -> status.name().equals(value)))
                .max(WEAKEST_LAST)
                .map(ConsentStatus::name)
                .orElse(null);
    }

    private static Stream<String> required(List<SegmentCondition> rule, String feature) {
        return rule.stream()
                .filter(condition -> condition.feature().equals(feature))
                .filter(condition -> condition.operator().equals("=="))
                .map(condition -> condition.value().toUpperCase(Locale.ROOT));
    }
}
