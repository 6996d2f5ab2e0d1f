package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.countersign.screening.AuditSample.Draw;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSampleTests {

    private static final BigDecimal RATE = new BigDecimal("0.05");

    private final AuditSample sample = new AuditSample(new byte[32]);

    @Test
    void drawsTheSameLotEveryTime() {
        Proposals offer = Proposals.offer();

        assertThat(sample.draw("shop", offer.document(), RATE)).isEqualTo(sample.draw("shop", offer.document(), RATE));
    }

    @Test
    void drawsNoNewLotForAnotherExternalIdOrScore() {
        Draw first = sample.draw("shop", Proposals.offer().document(), RATE);

        assertThat(sample.draw("shop", Proposals.offer().with("/score", 0.99).document(), RATE))
                .isEqualTo(first);
    }

    @Test
    void drawsAnotherLotForAnotherClientContentOrCustomer() {
        Draw first = sample.draw("shop", Proposals.offer().document(), RATE);

        assertThat(sample.draw("shop2", Proposals.offer().document(), RATE)).isNotEqualTo(first);
        assertThat(sample.draw(
                        "shop",
                        Proposals.offer().with("/content/price/offered", "7.98").document(),
                        RATE))
                .isNotEqualTo(first);
        assertThat(sample.draw("shop", Proposals.cartRecovery().document(), RATE))
                .isNotEqualTo(sample.draw(
                        "shop", Proposals.cartRecovery().subject("customer-2").document(), RATE));
    }

    @Test
    void cannotBeForeseenWithoutTheKey() {
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;

        assertThat(new AuditSample(otherKey)
                        .draw("shop", Proposals.offer().document(), RATE)
                        .seed())
                .isNotEqualTo(
                        sample.draw("shop", Proposals.offer().document(), RATE).seed());
    }

    /** The same lot at every rate: what is drawn at a low one is drawn at a higher one too. */
    @Test
    void drawsTheSameLotWhateverTheRate() {
        Proposals offer = Proposals.offer();

        assertThat(sample.draw("shop", offer.document(), BigDecimal.ONE).seed())
                .isEqualTo(sample.draw("shop", offer.document(), RATE).seed());
    }

    /** 5 % of 2,000 is 100; a fair draw stays within 60 to 140 (more than four standard deviations). */
    @Test
    void drawsAboutTheConfiguredShare() {
        long drawn = IntStream.range(0, 2_000)
                .filter(client -> sample.draw("shop" + client, Proposals.offer().document(), RATE)
                        .isDrawn())
                .count();

        assertThat(drawn).isBetween(60L, 140L);
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0, false",
        "0000000000000000, 0.000001, true",
        "7fffffffffffffff, 0.5, true",
        "8000000000000000, 0.5, false",
        "ffffffffffffffff, 0.999999, false",
        "ffffffffffffffff, 1, true"
    })
    void drawsSeedsBelowTheRate(String start, BigDecimal rate, boolean drawn) {
        assertThat(new Draw(start + "0".repeat(48), rate).isDrawn()).isEqualTo(drawn);
    }
}
