package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.TcfEuV2;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.countersign.screening.GppSignal.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings of the IAB, as the reference encoder writes them, and what is wrong with others. */
class SignalFactsTests {

    @Test
    void readsTheOptOutsOfAGppString() {
        GppModel model = new GppModel();
        model.setFieldValue("usnat", "SaleOptOut", 1);
        model.setFieldValue("usnat", "SharingOptOut", 2);
        model.setFieldValue("usnat", "TargetedAdvertisingOptOut", 1);

        GppSignal signal = GppSignal.decode(model.encode());

        assertThat(signal.status()).isEqualTo(Status.VALID);
        assertThat(signal.optOuts()).containsExactly("SALE", "TARGETED_ADS");
        assertThat(signal.gpc()).isFalse();
    }

    /** The string of trust.md 2.3: usnat with three opt-outs and a Global Privacy Control signal. */
    @Test
    void readsThePublishedString() {
        GppSignal signal = GppSignal.decode("DBABLA~BFQVAAAAAABA.YA");

        assertThat(signal.optOuts()).containsExactly("SALE", "SHARING", "TARGETED_ADS");
        assertThat(signal.gpc()).isTrue();
    }

    @Test
    void readsTheTcfStringWithinAGppString() {
        GppSignal signal = GppSignal.decode("DBACNYA~CPSG_8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA.QAAA.IAAA~1YNN");

        assertThat(signal.tcf()).isEqualTo("CPSG_8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA.QAAA.IAAA");
        assertThat(signal.optOuts()).as("1YNN: notice given, not opted out").isEmpty();
    }

    /** The library's first trap: an empty string gives no error and no section. */
    @Test
    void knowsNothingFromAnEmptyGppString() {
        assertThat(GppSignal.decode("")).isEqualTo(new GppSignal(Status.EMPTY, null, false, null));
        assertThat(GppSignal.decode("DBAA").optOuts()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "DBABLA", "DBABLA~", "DBABLA~!!!", "DBABLA~BFQVAAAAAABA.YA~more", "~", "\uD83D\uDE00"
            })
    void doesNotGuessWhatABrokenGppStringMeans(String text) {
        GppSignal signal = GppSignal.decode(text);

        assertThat(signal.status()).isNotEqualTo(Status.VALID);
        assertThat(signal.optOuts()).isNull();
    }

    @Test
    void readsThePurposesOfATcfString() {
        assertThat(TcfSignal.decode(tcf(2025)))
                .isEqualTo(new TcfSignal(TcfSignal.Status.VALID, List.of("1", "3", "4")));
    }

    /** The library's second trap: a string without the segment of disclosed vendors reads like one with an empty one. */
    @Test
    void takesAStringWithoutDisclosedVendorsForNoConsentFromTheDayTheyAreDue() {
        assertThat(TcfSignal.decode(coreOnly(tcf(2026))))
                .isEqualTo(new TcfSignal(TcfSignal.Status.INCOMPLETE, List.of()));
        assertThat(TcfSignal.decode(tcf(2026)).status()).isEqualTo(TcfSignal.Status.VALID);
        assertThat(TcfSignal.decode(coreOnly(tcf(2025))).status()).isEqualTo(TcfSignal.Status.VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "C",
                "CPSG_8A",
                "BPSG_8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA",
                "CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "CPSG_8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA.",
                "CPSG_8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA=",
                "CPSG 8APSG_8ANwAAAENAwCAAAAAAAAAAAAAAAAAAAAA"
            })
    void takesABrokenTcfStringForNoConsent(String text) {
        assertThat(TcfSignal.decode(text)).isEqualTo(new TcfSignal(TcfSignal.Status.UNREADABLE, List.of()));
    }

    @Test
    void answersAnyStringSoon() {
        Random random = new Random(7);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "C" : "D");
            int length = random.nextInt(i % 50 == 0 ? 2_000 : 80);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(TcfSignal.decode(text.toString())).isNotNull();
            assertThat(GppSignal.decode(text.toString())).isNotNull();
        }
    }

    private static String tcf(int year) {
        TcfEuV2 section = new TcfEuV2();
        ZonedDateTime created = ZonedDateTime.of(year, 6, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        List<Boolean> purposes = new ArrayList<>(Collections.nCopies(24, false));
        List.of(0, 2, 3).forEach(purpose -> purposes.set(purpose, true));
        section.setFieldValue("PurposeConsents", purposes);
        section.setFieldValue("VendorsDisclosed", List.of(12, 23));
        // Last, since the encoder dates a string anew whenever something else is set.
        section.setFieldValue("Created", created);
        return section.encode();
    }

    private static String coreOnly(String text) {
        return text.substring(0, text.indexOf('.'));
    }
}
