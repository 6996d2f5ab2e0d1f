package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainWordsTests {

    @Test
    void answersInSentences() {
        assertThat(words("weeksSincePurchase", "PURCHASE_HISTORY"))
                .containsExactly(
                        "A computer model suggested this, and a person looked at it and approved it.",
                        "We use your data for marketing because you agreed to it.",
                        "It took these kinds of data into account: purchase history.",
                        "Your weeks since purchase made it more likely that you see this; were it otherwise, you might "
                                + "not.",
                        "It was checked against 32 rules on 2026-11-24.",
                        "It is not part of an experiment.");
    }

    @ParameterizedTest
    @CsvSource({
        "pregnancyScore, PURCHASE_HISTORY",
        "basketShare, HEALTH",
        "pharmacyVisits, PURCHASE_HISTORY",
        "religiousHolidayShopper, BEHAVIOUR",
        "unionDiscount, BEHAVIOUR"
    })
    void neverNamesASpecialCategory(String feature, String category) {
        assertThat(String.join(" ", words(feature, category)).toLowerCase(Locale.ROOT))
                .doesNotContain("pregnan", "health", "pharmac", "religio", "union", "basket share")
                .doesNotContain("secret summary");
    }

    @Test
    void namesNoFeatureOfWhichItDoesNotKnowTheCategory() {
        assertThat(words("mystery", "")).noneMatch(sentence -> sentence.contains("mystery"));
    }

    @Test
    void tellsOfTheExperimentAndTheArm() {
        String grounds = """
                {"approval": {"by": "AUTOMATIC"}, "experiment": {"id": "autumn", "arm": "%s"}}
                """;

        assertThat(PlainWords.of(Json.MAPPER.readTree(grounds.formatted("B"))))
                .contains("It is part of an experiment that shows different people different things; you are in its "
                        + "group \"B\".");
        assertThat(PlainWords.of(Json.MAPPER.readTree(grounds.formatted("pregnant"))))
                .contains("It is part of an experiment that shows different people different things.");
    }

    private static List<String> words(String feature, String category) {
        String json = """
                {"approval": {"by": "REVIEWER", "approvals": 1},
                 "consent": {"purpose": "MARKETING", "legalBasis": "CONSENT", "dataCategories": ["%2$s"],
                             "features": [{"name": "%1$s", "category": "%2$s"}]},
                 "model": {"explanation": {"summary": "secret summary",
                                           "factors": [{"feature": "%1$s", "value": "6", "contribution": 0.2}]}},
                 "rules": {"evaluated": 32, "evaluatedAt": "2026-11-24T10:00:00Z"}, "slot": null, "experiment": null}
                """.formatted(feature, category);
        return PlainWords.of(Json.MAPPER.readTree(json));
    }
}
