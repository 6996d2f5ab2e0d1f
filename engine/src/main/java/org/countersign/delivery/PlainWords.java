package org.countersign.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The grounds of an item as a customer can read them (GDPR 15(1)(h)): what was done, with which data, and how these data
 * changed the result. What is or may reveal a special category of data (GDPR 9) is never named, nor is free text that a
 * model wrote.
 */
final class PlainWords {

    /** Words that give a special category away, in names of features and in codes of categories. */
    private static final Pattern SPECIAL = Pattern.compile(
            "health|medic|pharma|drug|diagnos|disease|illness|allerg|pregnan|fertil|disab|genetic|biometric|racial|race|"
                    + "ethnic|religio|faith|belief|philosoph|politic|union|sexual|orientation|gender|debt|special|sensitive",
            Pattern.CASE_INSENSITIVE);

    private static final int MOST_FACTORS = 5;

    private PlainWords() {}

    /** Sentences, in the order in which they answer "why do I see this?". */
    static List<String> of(JsonNode grounds) {
        List<String> words = new ArrayList<>();
        words.add("A computer model suggested this, and " + approval(grounds.path("approval")));
        consent(grounds.path("consent"), words);
        data(grounds.path("consent"), words);
        factors(grounds, words);
        JsonNode rules = grounds.path("rules");
        if (rules.path("evaluated").asInt(0) > 0) {
            words.add("It was checked against " + rules.path("evaluated").asInt() + " rules on "
                    + rules.path("evaluatedAt").asString("").replaceFirst("T.*", "") + ".");
        }
        if (grounds.path("slot").isObject()) {
            words.add("You see it at this place and time because, among everything that was approved, this choice was "
                    + "worth most there.");
        }
        experiment(grounds.path("experiment"), words);
        return words;
    }

    private static String approval(JsonNode approval) {
        int people = approval.path("approvals").asInt(1);
        if (approval.path("by").asString("").equals("AUTOMATIC")) {
            return "it was let out automatically because it met all rules.";
        }
        return people > 1 ? people + " people looked at it and approved it." : "a person looked at it and approved it.";
    }

    private static void consent(JsonNode consent, List<String> words) {
        String purpose = spoken(consent.path("purpose").asString(""));
        if (purpose.isEmpty()) {
            return;
        }
        words.add(
                switch (consent.path("legalBasis").asString("").toUpperCase(Locale.ROOT)) {
                    case "CONSENT" -> "We use your data for " + purpose + " because you agreed to it.";
                    case "CONTRACT" -> "We use your data for " + purpose + " because our contract with you needs it.";
                    case "LEGITIMATE_INTEREST", "LEGITIMATE_INTERESTS" ->
                        "We use data for " + purpose + " because we have a legitimate interest in it.";
                    default -> "The purpose is " + purpose + ".";
                });
    }

    private static void data(JsonNode consent, List<String> words) {
        TreeSet<String> categories = new TreeSet<>();
        boolean hidden = false;
        for (JsonNode category : consent.path("dataCategories")) {
            if (SPECIAL.matcher(category.asString("")).find()) {
                hidden = true;
            } else {
                categories.add(spoken(category.asString("")));
            }
        }
        if (!categories.isEmpty()) {
            words.add("It took these kinds of data into account: " + String.join(", ", categories) + ".");
        }
        if (hidden) {
            words.add(
                    "It also took data into account that we do not name on a screen others may see; ask us for them.");
        }
    }

    /** Only features whose category is known and ordinary are named; the sign is what a customer can act on. */
    private static void factors(JsonNode grounds, List<String> words) {
        Map<String, String> categories = new HashMap<>();
        grounds.path("consent")
                .path("features")
                .forEach(feature -> categories.put(
                        feature.path("name").asString(""),
                        feature.path("category").asString("")));
        int named = 0;
        for (JsonNode factor : grounds.path("model").path("explanation").path("factors")) {
            String feature = factor.path("feature").asString("");
            String category = categories.getOrDefault(feature, "");
            boolean ordinary = !category.isEmpty()
                    && !SPECIAL.matcher(category).find()
                    && !SPECIAL.matcher(feature).find();
            if (ordinary && named < MOST_FACTORS) {
                named++;
                words.add(
                        factor.path("contribution").asDouble(0) >= 0
                                ? "Your " + spoken(feature)
                                        + " made it more likely that you see this; were it otherwise, "
                                        + "you might not."
                                : "Your " + spoken(feature) + " made it less likely that you see this.");
            }
        }
    }

    /** Nothing where the receipt is from before experiments were told of. */
    private static void experiment(JsonNode experiment, List<String> words) {
        if (experiment.isNull()) {
            words.add("It is not part of an experiment.");
        } else if (experiment.isObject()) {
            String arm = experiment.path("arm").asString("");
            words.add("It is part of an experiment that shows different people different things"
                    + (SPECIAL.matcher(arm).find() ? "." : "; you are in its group \"" + arm + "\"."));
        }
    }

    /** {@code weeksSincePurchase} and {@code PURCHASE_HISTORY} as words. */
    private static String spoken(String code) {
        return code.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
