package org.countersign.screening;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal.SegmentCondition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the consents that a suggestion relies on; null is unknown.
 *
 * @param statuses of each purpose that rules ask about, as {@link ConsentStatus} writes it, by fact; unknown ones are absent
 * @param restricted whether processing is restricted
 * @param register what only the register of one customer can tell; null for a segment
 */
record ConsentFacts(
        Map<String, String> statuses,
        @Nullable Boolean restricted,
        @Nullable Register register) {

    /** Facts and the purposes they are about. */
    private static final Map<String, String> PURPOSES = Map.of(
            "consent.marketing", "MARKETING",
            "consent.profiling", "PROFILING",
            "consent.parental", "PARENTAL",
            "consent.sale", "SALE",
            "consent.sensitiveData", "SENSITIVE_DATA",
            "consent.writtenMessages", "WRITTEN_MESSAGES");

    private static final String TOPIC = "TOPIC_";

    /**
     * What one customer's register tells beyond statuses. A soft opt-in, an unsubscription and an unwanted topic are
     * statements like any other: where the register holds none, there is none.
     *
     * @param noticeVersion of the newest statement about profiling; null if there is none
     */
    record Register(
            boolean softOptIn,
            boolean unsubscribed,
            List<String> excludedTopics,
            @Nullable String noticeVersion) {

        static Register of(List<Consent> statements, List<String> channels) {
            List<Consent> contact = ofPurpose("CONTACT", statements);
            return new Register(
                    "GRANTED".equals(weakest("SOFT_OPT_IN", statements, channels)),
                    channels.stream()
                            .flatMap(channel -> onChannel(contact, channel).stream())
                            .anyMatch(status -> status != ConsentStatus.GRANTED),
                    statements.stream()
                            .filter(consent ->
                                    consent.purpose().startsWith(TOPIC) && consent.status() != ConsentStatus.GRANTED)
                            .map(consent -> consent.purpose().substring(TOPIC.length()))
                            .distinct()
                            .sorted()
                            .toList(),
                    ofPurpose("PROFILING", statements).stream()
                            .max(Comparator.comparing(Consent::at))
                            .map(Consent::noticeVersion)
                            .orElse(null));
        }
    }

    ConsentFacts {
        statuses = Map.copyOf(statuses);
    }

    @Nullable
    String marketing() {
        return statuses.get("consent.marketing");
    }

    @Nullable
    String profiling() {
        return statuses.get("consent.profiling");
    }

    void addTo(FactSet.Builder facts) {
        statuses.forEach(facts::text);
        facts.flag("consent.restricted", restricted);
        if (register != null) {
            facts.flag("consent.softOptIn", register.softOptIn())
                    .flag("consent.unsubscribed", register.unsubscribed())
                    .texts("consent.excludedTopics", register.excludedTopics())
                    .text("consent.noticeVersion", register.noticeVersion());
        }
    }

    private static final String ANY = "ANY";

    /** What allows least comes last. */
    private static final Comparator<ConsentStatus> WEAKEST_LAST = Comparator.naturalOrder();

    /**
     * One customer's consents, as the register has them. A restriction is a statement like any other: where the register
     * holds none, there is none; a consent it does not hold is unknown.
     */
    static ConsentFacts of(List<Consent> statements, List<String> channels) {
        return new ConsentFacts(
                statuses(purpose -> weakest(purpose, statements, channels)),
                statements.stream().anyMatch(consent -> consent.status() == ConsentStatus.RESTRICTED),
                Register.of(statements, channels));
    }

    private static Map<String, String> statuses(Function<String, @Nullable String> ofPurpose) {
        Map<String, String> statuses = new HashMap<>();
        PURPOSES.forEach((fact, purpose) -> {
            String status = ofPurpose.apply(purpose);
            if (status != null) {
                statuses.put(fact, status);
            }
        });
        return statuses;
    }

    private static List<Consent> ofPurpose(String purpose, List<Consent> statements) {
        return statements.stream()
                .filter(consent -> consent.purpose().equals(purpose))
                .toList();
    }

    /**
     * The status that allows least over all channels. A refusal on one channel decides, whatever is known of the others;
     * a grant counts only if no channel is unknown.
     */
    private static @Nullable String weakest(String purpose, List<Consent> statements, List<String> channels) {
        List<Consent> ofPurpose = ofPurpose(purpose, statements);
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
        Map<String, String> statuses = new HashMap<>();
        for (String fact : PURPOSES.keySet()) {
            String status = requiredStatus(rule, fact);
            if (status != null) {
                statuses.put(fact, status);
            }
        }
        return new ConsentFacts(
                statuses,
                required(rule, "consent.restricted")
                        .flatMap(value -> switch (value) {
                            case "TRUE" -> Stream.of(true);
                            case "FALSE" -> Stream.of(false);
                            default -> Stream.empty();
                        })
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                null);
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
