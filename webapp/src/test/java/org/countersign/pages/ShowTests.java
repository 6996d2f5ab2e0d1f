package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class ShowTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Show show =
            new Show(Clock.fixed(NOW, ZoneOffset.UTC), messages(), new PagesSettings(ZoneId.of("Europe/Berlin")));

    @BeforeEach
    void speakEnglish() {
        LocaleContextHolder.setLocale(Locale.UK);
    }

    @AfterEach
    void forgetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void saysHowLongAgoInTheLargestUnitThatFits() {
        assertThat(show.ago(NOW.minusSeconds(59))).isEqualTo("just now");
        assertThat(show.ago(NOW.minusSeconds(60))).isEqualTo("1 min ago");
        assertThat(show.ago(NOW.minus(Duration.ofHours(23)))).isEqualTo("23 h ago");
        assertThat(show.ago(NOW.minus(Duration.ofDays(1)))).isEqualTo("yesterday");
        assertThat(show.ago(NOW.minus(Duration.ofDays(6)))).isEqualTo("6 days ago");
        assertThat(show.ago(NOW.minus(Duration.ofDays(7)))).startsWith("16 Nov 2026");
    }

    @Test
    void tellsTimesInTheZoneOfTheStaff() {
        assertThat(show.exact(NOW)).isEqualTo("23 November 2026, 13:00:00 CET");
    }

    @Test
    void showsMoneyAsPeopleWriteItAndUnknownCurrenciesAsTheyCame() {
        assertThat(show.money(new BigDecimal("1812.4"), "EUR")).isEqualTo("€1,812.40");
        assertThat(show.money(new BigDecimal("1812.4"), "points")).isEqualTo("1812.4 points");
    }

    @Test
    void makesCharactersVisibleThatWouldDeceive() {
        assertThat(show.plain("invoice\u202Egnp.exe")).isEqualTo("invoice‹U+202E›gnp.exe");
        assertThat(show.plain("a\u0000b\u200Bc")).isEqualTo("a‹U+0000›b‹U+200B›c");
        assertThat(show.plain("lines\nstay, and so do 👩‍🚀 and می‌خواهم"))
                .isEqualTo("lines\nstay, and so do 👩‍🚀 and می‌خواهم");
    }

    @Test
    void showsACodeAsWords() {
        assertThat(show.code("LEGITIMATE_INTERESTS")).isEqualTo("Legitimate interests");
        assertThat(show.code("")).isEmpty();
    }

    @Test
    void encodesWhatGoesIntoALink() {
        assertThat(show.link("/suggestions", "state", null, "client", "a&b=c", "cursor", "17"))
                .isEqualTo("/suggestions?client=a%26b%3Dc&cursor=17");
    }

    @Test
    void showsARatioThatCouldNotBeComputedAsADash() {
        assertThat(show.ratio(null)).isEqualTo("–");
        assertThat(show.ratio(0.426)).isEqualTo("0.43");
        assertThat(show.signed(-0.094)).isEqualTo("−0.09");
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        return messages;
    }
}
