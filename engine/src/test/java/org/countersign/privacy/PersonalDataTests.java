package org.countersign.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.privacy.PersonalData.Find;
import org.countersign.privacy.PersonalData.Setting;
import org.countersign.privacy.PersonalData.Sort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards and accounts are those of the recognizer tests of microsoft/presidio (MIT), as trust.md 2.3 names them. */
class PersonalDataTests {

    private static final Setting GERMANY = new Setting("Shop <hello@roastery.com>", "DE");

    private final PersonalData personalData = new PersonalData(List.of("+49 30 901820", "partner.org"));

    @ParameterizedTest
    @CsvSource({
        "my card is 4012888888881881 thanks, CARD",
        "4012-8888-8888-1881, CARD",
        "4012 8888 8888 1881!, CARD",
        "account AL47212110090000000235698741., IBAN",
        "DE89 3704 0044 0532 0130 00, IBAN",
        "write to ada.lovelace+x@example.org today, EMAIL",
        "<ada@münchen.de>, EMAIL",
        "call 030 23125000 now, PHONE",
        "call +44 20 7946 0018, PHONE"
    })
    void findsWhatIsOne(String text, Sort sort) {
        assertThat(personalData.in(text, GERMANY)).extracting(Find::sort).containsExactly(sort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4012-8888-8888-1882",
                "AL47212110090000000235698740",
                "order 1234567890123",
                "only 3 left, from 12.99 EUR, until 31.12.2026",
                "hello@roastery.com",
                "press@partner.org",
                "call us: 030 901820",
                "a@b",
                "EAN 4006381333931",
                "@shop"
            })
    void leavesWhatIsNone(String text) {
        assertThat(personalData.in(text, GERMANY)).isEmpty();
    }

    @Test
    void needsACountryCodeWhereNobodySaysWhichCountryItIs() {
        assertThat(personalData.in("call 030 23125000", Setting.UNKNOWN)).isEmpty();
        assertThat(personalData.in("call +49 30 23125000", Setting.UNKNOWN)).hasSize(1);
    }

    @Test
    void takesOutWhatItFindsAndNothingElse() {
        assertThat(personalData.takenOutOf(
                        "Dear ada@example.org,\nyour card 4012888888881881 and DE89370400440532013000 are safe.",
                        GERMANY))
                .isEqualTo("Dear [removed],\nyour card [removed] and [removed] are safe.");
        assertThat(personalData.takenOutOf("Nothing here.", GERMANY)).isEqualTo("Nothing here.");
    }

    @Test
    void answersALongTextOfNearMissesSoon() {
        String text = "1234-5678-".repeat(1_000) + "a.b-c".repeat(1_000) + "@".repeat(2_000);

        assertThat(personalData.in(text, GERMANY)).isNotNull();
    }
}
