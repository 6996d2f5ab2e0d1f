package org.countersign.autonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.bias.Sample;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeewayTests {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    // With no mistake at all the lower end is 0.025^(1/n): it reaches 0.90 from 36 on, 0.95 from 72 and 0.99 from 368.
    @ParameterizedTest
    @CsvSource({"HALF, 36", "FIFTH, 72", "TWENTIETH, 368"})
    void aStepIsCarriedFromTheFirstNumberThatReachesIt(Leeway leeway, int decided) {
        assertThat(leeway.isCarriedBy(new Sample(decided - 1, decided - 1))).isFalse();
        assertThat(leeway.isCarriedBy(new Sample(decided, decided))).isTrue();
        assertThat(leeway.missing(new Sample(decided - 1, decided - 1))).isOne();
        assertThat(leeway.missing(new Sample(decided, decided))).isZero();
        assertThat(leeway.missing(new Sample(0, 0))).isEqualTo(decided);
    }

    // 190 of 200: lower end 0.90997 (R's binom.confint, statsmodels results_proportion.py).
    @Test
    void mistakesAreForgivenAsFarAsTheLowerEndAllows() {
        Sample unchanged = new Sample(190, 200);

        assertThat(Leeway.HALF.isCarriedBy(unchanged)).isTrue();
        assertThat(Leeway.FIFTH.isCarriedBy(unchanged)).isFalse();
        assertThat(Leeway.FIFTH.missing(unchanged)).isPositive();
    }

    @Test
    void nothingIsNoEvidence() {
        assertThat(Leeway.low(new Sample(0, 0))).isZero();
        assertThat(Leeway.HALF.isCarriedBy(new Sample(0, 0))).isFalse();
    }

    @Test
    void theLeastTrustedMarketCountsAndNoneWithoutALicence() {
        Markets markets = new Markets(Map.of("DE", licence("DE", Leeway.TWENTIETH), "AT", licence("AT", Leeway.HALF)));

        assertThat(markets.of(in("DE")).leeway()).isEqualTo(Leeway.TWENTIETH);
        assertThat(markets.of(in("DE", "AT")).leeway()).isEqualTo(Leeway.HALF);
        assertThat(markets.of(in("DE", "AT")).licences()).hasSize(2);
        assertThat(markets.of(in("DE", "US-NY"))).isEqualTo(Held.NOTHING);
        assertThat(markets.of(in())).isEqualTo(Held.NOTHING);
    }

    private static Proposal in(String... places) {
        return Proposal.read(Proposals.copy()
                .with("/audience/jurisdictions", List.of(places))
                .document());
    }

    private static LicenceView licence(String market, Leeway leeway) {
        return new LicenceView(
                LicenceId.next(),
                new Scope("model", "1", Kind.CAMPAIGN_COPY, market),
                1,
                leeway,
                "0".repeat(64),
                "ana",
                NOW,
                "berta",
                NOW,
                NOW.plusSeconds(1),
                null,
                null);
    }
}
