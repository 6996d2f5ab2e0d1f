package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.suggestion.DocumentCheck.Checked;
import org.countersign.testing.MalformedSuggestions;
import org.countersign.testing.MalformedSuggestions.Malformed;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class DocumentCheckTests {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private final DocumentCheck check = new DocumentCheck(new SuggestionSchemas(), Clock.fixed(NOW, ZoneOffset.UTC));

    static List<Malformed> corpus() {
        return MalformedSuggestions.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void namesEveryPlaceThatIsWrongAndNoOther(Malformed malformed) {
        Checked checked = check.check(malformed.body());

        assertThat(checked.proposal()).isNull();
        assertThat(checked.errors())
                .extracting(FieldError::pointer)
                .as(() -> checked.errors().toString())
                .containsExactlyElementsOf(malformed.pointers());
        assertThat(checked.errors()).allSatisfy(error -> {
            assertThat(error.message()).hasSizeBetween(15, 1_000).endsWith(".");
            assertThat(Texts.isPlain(error.message())).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /audience/size         | -1        | -1 is too small; at least 1 is accepted.
            /audience/ageBand      | 18-25     | "18-25" is not accepted. Accepted: "0-12", "13-15", "16-17", "18+", "21+", null.
            /score                 | high      | "high" is not accepted: it must be a number or null.
            /channels              | EMAIL     | "EMAIL" is not accepted: it must be a list.
            /content/price/offered | 12,50     | "12,50" is not accepted. Accepted: an amount as decimal text, at most 12 digits before and 4 after the point, for example "12.50".
            /audience/timeZone     | Mars/Base | "Mars/Base" is no time zone of the IANA database. Accepted: for example Europe/Berlin.
            /kind                  | SALE      | "SALE" is not accepted. Accepted: "RECOMMENDATION", "CAMPAIGN_COPY", "PRICE_OFFER", "CART_RECOVERY", "SEGMENT_TARGETING".
            /modle                 | m         | This field is unknown. Known here: externalId, kind, model, score, explanation, uncertainty, experiment, advertising, audience, data, channels, content, placement, value, validFrom, validUntil.
            """)
    void saysWhatWasFoundAndWhatIsAccepted(String pointer, String value, String message) {
        Object typed = value.matches("-?[0-9]+") ? (Object) Integer.valueOf(value) : value;

        Checked checked = check.check(Proposals.offer().with(pointer, typed).document());

        assertThat(checked.errors()).containsExactly(new FieldError(pointer, message));
    }

    @Test
    void saysWhatAMissingFieldIsFor() {
        Checked checked =
                check.check(Proposals.offer().without("/content/price/currency").document());

        assertThat(checked.errors())
                .containsExactly(new FieldError(
                        "/content/price/currency",
                        "This field is missing. Accepted: an ISO 4217 currency code, for example EUR."));
    }

    @ParameterizedTest
    @CsvSource({
        "/score, 0.1",
        "/score, -0.0",
        "/score, 1e-300",
        "/score, 9007199254740992",
        "/score, -9007199254740992",
        "/score, 0.30000000000000004",
        "/audience/size, 1240.0",
        "/audience/size, 2e3",
        "/placement/load, 0.5",
        "/audience/contactsLast7Days, null"
    })
    void acceptsNumbersThatEveryReaderHoldsExactly(String pointer, String number) {
        String body = Proposals.offer().with(pointer, "@@").json().replace("\"@@\"", number);

        assertThat(check.check(body).errors()).isEmpty();
    }

    @Test
    void acceptsWhatIsOptionalAsNullAndAsNothing() {
        Proposals nulls = Proposals.offer();
        Proposals nothing = Proposals.offer();
        for (String optional : List.of(
                "/content/price/lowest30d",
                "/content/price/personalised",
                "/content/products/0/stock",
                "/audience/segment",
                "/audience/signals",
                "/audience/ageBand",
                "/data/legalBasis",
                "/score",
                "/explanation",
                "/placement",
                "/value")) {
            nulls.with(optional, null);
            nothing.without(optional);
        }
        for (String list : List.of(
                "/audience/composition",
                "/audience/jurisdictions",
                "/data/features",
                "/content/products/0/categories")) {
            nothing.without(list);
        }

        assertThat(check.check(nulls.document()).errors()).isEmpty();
        assertThat(check.check(nothing.document()).errors()).isEmpty();
        assertThat(check.check(nothing.document()).valid().audience().composition())
                .isEmpty();
    }

    @Test
    void theEndMayBeAMomentFromNowButNotNow() {
        JsonNode now = Proposals.offer().with("/validUntil", NOW.toString()).document();
        JsonNode later = Proposals.offer()
                .with("/validUntil", NOW.plusSeconds(1).toString())
                .document();

        assertThat(check.check(now).errors()).extracting(FieldError::pointer).containsExactly("/validUntil");
        assertThat(check.check(later).errors()).isEmpty();
    }

    @Test
    void tellsAtMostAHundredErrors() {
        Proposals many = Proposals.offer();
        for (int i = 0; i < 500; i++) {
            many.with("/unknown" + i, i);
        }

        assertThat(check.check(many.document()).errors())
                .hasSize(101)
                .last()
                .satisfies(error -> assertThat(error.message()).isEqualTo("There are 400 more errors."));
    }

    @Test
    void looksNoFurtherWhereNobodyWouldReadMore() {
        String numbers = "1e99,".repeat(10_000);
        String many = Proposals.offer().json().replace("\"EMAIL\"", numbers + "\"EMAIL\"");

        assertThat(check.check(many).errors())
                .hasSize(101)
                .last()
                .satisfies(error -> assertThat(error.message()).isEqualTo("There are more errors."));
    }

    @Test
    void looksAtNothingInWhatHasNoEndOfValues() {
        String many = "{\"channels\": [" + "0,".repeat(DocumentLimits.VALUES) + "0]}";

        assertThat(check.check(many).errors())
                .containsExactly(new FieldError("", "The document holds more than 50000 values, the most accepted."));
    }

    @Test
    void saysNothingOfTheReadersOwn() {
        assertThat(check.check("[".repeat(600) + "]".repeat(600)).errors())
                .containsExactly(new FieldError(
                        "", "This is no JSON: Document nesting depth (501) exceeds the maximum allowed (500)."));
        assertThat(check.check("{/* hello */}").errors().getFirst().message())
                .startsWith("This is no JSON: ")
                .doesNotContain("Feature", "parser");
    }

    @Test
    void readsLinesAsUtf8Only() {
        assertThat(check.check(new byte[] {'"', (byte) 0xE9, '"'}).errors())
                .containsExactly(new FieldError("", "This is not UTF-8."));
        assertThat(check.check(new byte[DocumentCheck.TEXT_BYTES + 1]).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("1048576 bytes"));
        assertThat(check.check(" ".repeat(DocumentCheck.TEXT_BYTES + 1)).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("1048576 bytes"));
    }
}
