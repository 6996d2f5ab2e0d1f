package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.suggestion.Proposal.SegmentCondition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentFactsTests {

    @Nested
    class OfACustomer {

        @Test
        void isGrantedWhereEveryChannelIs() {
            assertThat(marketing(granted("EMAIL"), granted("WEB"))).isEqualTo("GRANTED");
        }

        @Test
        void isUnknownWhereOneChannelIs() {
            assertThat(marketing(granted("EMAIL"))).isNull();
        }

        @Test
        void isUnknownWhereTheRegisterHoldsNothing() {
            ConsentFacts facts = ConsentFacts.of(List.of(), List.of("EMAIL"));

            assertThat(facts.statuses()).isEmpty();
            assertThat(facts.restricted()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"WITHDRAWN", "OBJECTED", "RESTRICTED"})
        void isWhatOneChannelRefuses(ConsentStatus refusal) {
            assertThat(marketing(granted("EMAIL"), statement("WEB", refusal, 1)))
                    .isEqualTo(refusal.name());
        }

        @Test
        void isARefusalEvenWhereAnotherChannelIsUnknown() {
            assertThat(marketing(statement("WEB", ConsentStatus.WITHDRAWN, 1))).isEqualTo("WITHDRAWN");
        }

        @Test
        void isTheStrongestOfTwoRefusals() {
            assertThat(marketing(
                            statement("EMAIL", ConsentStatus.OBJECTED, 1),
                            statement("WEB", ConsentStatus.WITHDRAWN, 2)))
                    .isEqualTo("OBJECTED");
        }

        @Test
        void fallsBackToTheStatementForAnyChannel() {
            assertThat(marketing(granted("ANY"))).isEqualTo("GRANTED");
            assertThat(marketing(granted("ANY"), statement("WEB", ConsentStatus.WITHDRAWN, 1)))
                    .isEqualTo("WITHDRAWN");
        }

        @Test
        void isTakenBackByALaterRefusalOfEverything() {
            Consent refusal = statement("ANY", ConsentStatus.WITHDRAWN, 2);

            assertThat(marketing(granted("EMAIL"), granted("WEB"), refusal)).isEqualTo("WITHDRAWN");
            assertThat(marketing(
                            refusal,
                            statement("EMAIL", ConsentStatus.GRANTED, 3),
                            statement("WEB", ConsentStatus.GRANTED, 3)))
                    .isEqualTo("GRANTED");
        }

        @Test
        void ofAnotherPurposeOrChannelDoesNotCount() {
            Consent profiling =
                    new Consent("PROFILING", "EMAIL", ConsentStatus.GRANTED, Instant.EPOCH, "checkout", "1");

            assertThat(marketing(profiling, granted("SMS"))).isNull();
            assertThat(ConsentFacts.of(List.of(profiling), List.of("EMAIL")).profiling())
                    .isEqualTo("GRANTED");
        }

        @Test
        void isRestrictedAsAWholeByARestrictionOfAnything() {
            Consent restriction = new Consent("ADS", "SMS", ConsentStatus.RESTRICTED, Instant.EPOCH, "letter", "1");

            assertThat(ConsentFacts.of(List.of(restriction), List.of("EMAIL")).restricted())
                    .isTrue();
            assertThat(ConsentFacts.of(List.of(granted("EMAIL")), List.of("EMAIL"))
                            .restricted())
                    .isFalse();
        }

        private @Nullable String marketing(Consent... statements) {
            return ConsentFacts.of(List.of(statements), List.of("EMAIL", "WEB")).marketing();
        }

        private static Consent granted(String channel) {
            return statement(channel, ConsentStatus.GRANTED, 1);
        }

        private static Consent statement(String channel, ConsentStatus status, int day) {
            return new Consent(
                    "MARKETING", channel, status, Instant.parse("2026-10-0" + day + "T00:00:00Z"), "checkout", "1");
        }
    }

    @Nested
    class OfASegment {

        @Test
        void isWhatTheRuleDemands() {
            ConsentFacts facts = ConsentFacts.requiredBy(List.of(
                    new SegmentCondition("consent.marketing", "==", "GRANTED"),
                    new SegmentCondition("consent.profiling", "==", "granted"),
                    new SegmentCondition("consent.restricted", "==", "false")));

            assertThat(facts.marketing()).isEqualTo("GRANTED");
            assertThat(facts.profiling()).isEqualTo("GRANTED");
            assertThat(facts.restricted()).isFalse();
        }

        @Test
        void isUnknownWithoutSuchACondition() {
            ConsentFacts facts = ConsentFacts.requiredBy(List.of(
                    new SegmentCondition("weeksSincePurchase", ">", "6"),
                    new SegmentCondition("consent.marketing", "!=", "WITHDRAWN"),
                    new SegmentCondition("consent.profiling", "==", "yes")));

            assertThat(facts).isEqualTo(new ConsentFacts(Map.of(), null, null));
        }

        @Test
        void isTheWeakestOfContradictingConditions() {
            ConsentFacts facts = ConsentFacts.requiredBy(List.of(
                    new SegmentCondition("consent.marketing", "==", "GRANTED"),
                    new SegmentCondition("consent.marketing", "==", "WITHDRAWN")));

            assertThat(facts.marketing()).isEqualTo("WITHDRAWN");
        }
    }
}
