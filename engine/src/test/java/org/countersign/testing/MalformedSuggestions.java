package org.countersign.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;

/** What bad days bring: bodies that must never be stored, each with the places that are to be named. */
public final class MalformedSuggestions {

    private final List<Malformed> corpus = new ArrayList<>();

    private MalformedSuggestions() {
        noJson();
        noSuggestion();
        missingAndUnknownFields();
        wrongTypes();
        badText();
        badNumbers();
        badMoney();
        badTimes();
        badCodes();
        contradictions();
        contentOfAnotherKind();
        tooMuch();
    }

    /** Stands where a number is put that no tree holds. */
    private static final int MARK = 424_242_424;

    /**
     * One body.
     *
     * @param name what is wrong with it
     * @param body the text as sent
     * @param pointers every place that must be named, in alphabetical order
     */
    public record Malformed(String name, String body, List<String> pointers) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** All that is written by hand. */
    public static List<Malformed> all() {
        return List.copyOf(new MalformedSuggestions().corpus);
    }

    private void noJson() {
        text("nothing", "", "");
        text("a blank", " ", "");
        text("half an object", "{\"kind\": ", "");
        text("a bare word", "hello", "");
        text("single quotes", "{'kind': 'PRICE_OFFER'}", "");
        text("a trailing comma", "{\"kind\": \"PRICE_OFFER\",}", "");
        text("a comment", Proposals.offer().json().replaceFirst("\\{", "{/* why */"), "");
        text("not a number", Proposals.offer().json().replace("0.83", "NaN"), "");
        text("an infinite number", Proposals.offer().json().replace("0.83", "Infinity"), "");
        text("a leading zero", Proposals.offer().json().replace("0.83", "00.83"), "");
        text("a name twice", Proposals.offer().json().replaceFirst("\\{", "{\"kind\": \"PRICE_OFFER\", "), "");
        text("a name twice, deep inside", Proposals.offer().json().replace("\"size\":", "\"size\": 1, \"size\":"), "");
        text("text behind the end", Proposals.offer().json() + " {}", "");
        text("a raw line end in text", Proposals.offer().json().replace("lapsed-coffee", "lapsed\ncoffee"), "");
        text("a broken escape", Proposals.offer().json().replace("lapsed-coffee", "lapsed\\xcoffee"), "");
        text("10,000 opening brackets", "[".repeat(10_000), "");
    }

    private void noSuggestion() {
        text("null", "null", "");
        text("a number", "7", "");
        text("a text", "\"PRICE_OFFER\"", "");
        text("a list", "[]", "");
        text(
                "an empty object",
                "{}",
                "/audience",
                "/channels",
                "/content",
                "/data",
                "/externalId",
                "/kind",
                "/model",
                "/validFrom",
                "/validUntil");
    }

    private void missingAndUnknownFields() {
        for (String field : List.of(
                "/externalId",
                "/kind",
                "/model",
                "/model/name",
                "/model/version",
                "/audience",
                "/audience/size",
                "/data",
                "/data/purpose",
                "/channels",
                "/content",
                "/content/products",
                "/content/products/0/id",
                "/content/price",
                "/content/price/list",
                "/content/price/offered",
                "/content/price/currency",
                "/explanation/summary",
                "/explanation/factors/0/feature",
                "/audience/composition/0/attribute",
                "/audience/composition/0/groups/0/favoured",
                "/placement/load",
                "/value/currency",
                "/validFrom",
                "/validUntil")) {
            body("without " + field, Proposals.offer().without(field), field);
        }
        for (String field : List.of(
                "/Kind",
                "/consent",
                "/audience/consent",
                "/model/vendor",
                "/content/message",
                "/content/price/listPrice",
                "/content/products/0/name",
                "/audience/signals/dnt",
                "/data/features/0/pii",
                "/placement/slot")) {
            body("with the unknown " + field, Proposals.offer().with(field, "x"), field);
        }
        body("a field whose name must be escaped", Proposals.offer().with("/audience/a~b", 1), "/audience/a~0b");
        body("an empty field name", Proposals.offer().with("/audience/", 1), "/audience/");
    }

    private void wrongTypes() {
        body("a number for an id", Proposals.offer().with("/externalId", 17), "/externalId");
        body("null for an id", Proposals.offer().with("/externalId", null), "/externalId");
        body("text for a score", Proposals.offer().with("/score", "0.83"), "/score");
        body("text for a size", Proposals.offer().with("/audience/size", "1240"), "/audience/size");
        body("half a customer", Proposals.offer().with("/audience/size", 1.5), "/audience/size");
        body("text for a flag", Proposals.offer().with("/audience/signals/gpc", "false"), "/audience/signals/gpc");
        body(
                "a number for a flag",
                Proposals.offer().with("/content/price/personalised", 0),
                "/content/price/personalised");
        body("one channel that is no list", Proposals.offer().with("/channels", "EMAIL"), "/channels");
        body("a list for the model", Proposals.offer().with("/model", List.of("a", "1")), "/model");
        body("text for the content", Proposals.offer().with("/content", "buy"), "/content");
        body("null for the audience", Proposals.offer().with("/audience", null), "/audience");
        body("null for a list", Proposals.offer().with("/audience/jurisdictions", null), "/audience/jurisdictions");
        body(
                "several wrong types at once",
                Proposals.offer().with("/score", true).with("/model/name", 1).with("/validFrom", 20261124),
                "/model/name",
                "/score",
                "/validFrom");
    }

    private void badText() {
        body("an empty id", Proposals.offer().externalId(""), "/externalId");
        body("a blank id", Proposals.offer().externalId("   "), "/externalId");
        body("an id with blanks around it", Proposals.offer().externalId(" a "), "/externalId");
        body("an id of 201 characters", Proposals.offer().externalId("x".repeat(201)), "/externalId");
        body("a null character", Proposals.copy().with("/content/message/body", "a\u0000b"), "/content/message/body");
        body(
                "an escape character",
                Proposals.copy().with("/content/message/body", "a\u001B[31m"),
                "/content/message/body");
        body(
                "a control character of Latin-1",
                Proposals.offer().with("/audience/segment", "a\u0085"),
                "/audience/segment");
        text(
                "half of a surrogate pair",
                Proposals.copy().with("/content/message/subject", "@@").json().replace("@@", "\\ud83d"),
                "/content/message/subject");
        text(
                "the other half of a surrogate pair",
                Proposals.copy().with("/content/message/subject", "@@").json().replace("@@", "\\ude00 x"),
                "/content/message/subject");
        text(
                "half of a surrogate pair in a name",
                Proposals.offer().with("/audience/name", 1).json().replace("\"name\":1", "\"n\\ud800\":1"),
                "/audience/n\\ud800");
        body("a message without words", Proposals.copy().with("/content/message/body", ""), "/content/message/body");
        body(
                "a message of 20,001 characters",
                Proposals.copy().with("/content/message/body", "x".repeat(20_001)),
                "/content/message/body");
        body("a subject that breaks addresses", Proposals.offer().subject("a/b"), "/audience/subject");
        body("a subject that leaves its folder", Proposals.offer().subject(".."), "/audience/subject");
        body("a model name with a blank", Proposals.offer().model("my model", "1"), "/model/name");
        body("a model version with a slash", Proposals.offer().model("m", "1/2"), "/model/version");
    }

    private void badNumbers() {
        number("an integer beyond what a double holds", "9007199254740993", "/score");
        number("a decimal with too many digits", "0.12345678901234567890", "/score");
        number("a number beyond a double", "1e400", "/score");
        number("a number that is zero as a double", "1e-400", "/score");
        number("a number with a billion digits", "1e999999999", "/score");
        number("a whole number beyond 2^53 written with an exponent", "1e20", "/score");
        number("a number whose exponent is beyond an int", "1e2147483648", "");
        number("a number whose exponent is beyond a long", "1e99999999999999", "");
        number("a number of almost no size", "1e-2147483647", "/score");
        for (String wild : List.of("1e300", "99999999999999999999", "1e2147483647", "-1e999999999")) {
            for (String place : List.of(
                    "/audience/size",
                    "/placement/minPlacements",
                    "/placement/maxPlacements",
                    "/placement/load",
                    "/audience/composition/0/groups/0/eligible",
                    "/audience/composition/0/groups/0/favoured",
                    "/content/products/0/stock")) {
                wild(place, wild);
            }
        }
        text(
                "a wild number beside a customer",
                Proposals.cartRecovery().with("/audience/size", MARK).json().replace("" + MARK, "1e300"),
                "/audience/size");
        text("a number of 2,000 digits", Proposals.offer().json().replace("0.83", "1" + "0".repeat(2_000)), "");
        body("nobody", Proposals.offer().with("/audience/size", 0), "/audience/size");
        body("fewer than nobody", Proposals.offer().with("/audience/size", -1), "/audience/size");
        body(
                "more than mankind times two",
                Proposals.offer().with("/audience/size", 20_000_000_000L),
                "/audience/size");
        body(
                "contacts below zero",
                Proposals.offer().with("/audience/contactsLast7Days", -1),
                "/audience/contactsLast7Days");
        body("a negative load", Proposals.offer().with("/placement/load", -0.5), "/placement/load");
        body(
                "an age limit of 200",
                Proposals.offer().with("/content/products/0/ageLimit", 200),
                "/content/products/0/ageLimit");
        body(
                "a stock below zero",
                Proposals.offer().with("/content/products/0/stock", -1),
                "/content/products/0/stock");
        body("no placement at most", Proposals.offer().with("/placement/maxPlacements", 0), "/placement/maxPlacements");
    }

    private void badMoney() {
        for (String amount : List.of(
                "", "12,50", "1 000", "1e3", "+5", "-5", ".5", "5.", "01", "1.00000", "€5", "NaN", "9999999999999")) {
            body(
                    "\"" + amount + "\" as a price",
                    Proposals.offer().with("/content/price/offered", amount),
                    "/content/price/offered");
        }
        body("money as a number", Proposals.offer().with("/content/price/list", 8.99), "/content/price/list");
        body("a negative budget", Proposals.offer().with("/placement/budget", "-1"), "/placement/budget");
        body("an expected value with a comma", Proposals.offer().with("/value/expected", "812,40"), "/value/expected");
    }

    private void badTimes() {
        for (String time : List.of(
                "2099-12-31",
                "2099-12-31T00:00:00",
                "2099-12-31T00:00:00+01:00",
                "2099-12-31 00:00:00Z",
                "2099-12-31T24:00:00Z",
                "2099-12-31T23:59:60Z",
                "2099-02-30T00:00:00Z",
                "2099-13-01T00:00:00Z",
                "4102358400",
                "tomorrow")) {
            body(time + " as an end", Proposals.offer().with("/validUntil", time), "/validUntil");
        }
        body("an end that is past", Proposals.offer().with("/validUntil", "2020-01-01T00:00:00Z"), "/validUntil");
        body(
                "an end before the beginning",
                Proposals.offer().with("/validFrom", "2099-12-31T00:00:01Z"),
                "/validUntil");
        body("an end at the beginning", Proposals.offer().with("/validFrom", "2099-12-31T00:00:00Z"), "/validUntil");
        body(
                "a cart that will be touched",
                Proposals.cartRecovery().with("/content/cartTouchedAt", "2098-01-01T00:00:00Z"),
                "/content/cartTouchedAt");
        body(
                "a feature from the future",
                Proposals.offer().with("/data/features/0/collectedAt", "2098-01-01T00:00:00Z"),
                "/data/features/0/collectedAt");
    }

    private void badCodes() {
        body("an unknown kind", Proposals.offer().with("/kind", "DISCOUNT"), "/kind");
        body("a kind in lower case", Proposals.offer().with("/kind", "price_offer"), "/kind");
        body("a channel in lower case", Proposals.offer().with("/channels/0", "email"), "/channels/0");
        body("a channel with a line end", Proposals.offer().with("/channels/0", "EMAIL\n"), "/channels/0");
        body("a channel twice", Proposals.offer().with("/channels", List.of("WEB", "WEB")), "/channels");
        body("no channel", Proposals.offer().with("/channels", List.of()), "/channels");
        body(
                "a country that is none",
                Proposals.offer().with("/audience/jurisdictions/0", "XX"),
                "/audience/jurisdictions/0");
        body(
                "a country in lower case",
                Proposals.offer().with("/audience/jurisdictions/0", "de"),
                "/audience/jurisdictions/0");
        body(
                "a country by name",
                Proposals.offer().with("/audience/jurisdictions/0", "Germany"),
                "/audience/jurisdictions/0");
        body(
                "a region of no country",
                Proposals.offer().with("/audience/jurisdictions/0", "QQ-1"),
                "/audience/jurisdictions/0");
        body(
                "a time zone that is none",
                Proposals.offer().with("/audience/timeZone", "Europe/Atlantis"),
                "/audience/timeZone");
        body("an age band that is none", Proposals.offer().with("/audience/ageBand", "18-25"), "/audience/ageBand");
        body(
                "a currency that is none",
                Proposals.offer().with("/value/currency", "EUX").with("/content/price/currency", "EUX"),
                "/content/price/currency",
                "/value/currency");
        body(
                "a currency sign",
                Proposals.offer().with("/value/currency", "€"),
                "/content/price/currency",
                "/value/currency");
        body(
                "a language that is none",
                Proposals.copy().with("/content/message/language", "klingon-1234567890"),
                "/content/message/language");
        body(
                "a claim of an unknown sort",
                Proposals.copy()
                        .with(
                                "/content/message/claims",
                                Json.MAPPER.readTree("[{\"type\": \"MAGIC\", \"text\": \"It works.\"}]")),
                "/content/message/claims/0/type");
        body(
                "an operator that is none",
                Proposals.targeting().with("/content/rule/0/operator", "matches"),
                "/content/rule/0/operator");
        body("a rule without conditions", Proposals.targeting().with("/content/rule", List.of()), "/content/rule");
    }

    private void contradictions() {
        body("one customer who is many", Proposals.offer().subject("c-1").with("/audience/size", 2), "/audience/size");
        body(
                "more favoured than eligible",
                Proposals.offer().with("/audience/composition/0/groups/1/favoured", 941),
                "/audience/composition/0/groups/1/favoured");
        body(
                "a group twice",
                Proposals.offer().with("/audience/composition/0/groups/1/group", "19-34"),
                "/audience/composition/0/groups/1/group");
        body(
                "an attribute twice",
                Proposals.targeting().with("/audience/composition/1/attribute", "age"),
                "/audience/composition/1/attribute");
        body(
                "an attribute without groups",
                Proposals.offer().with("/audience/composition/0/groups", List.of()),
                "/audience/composition/0/groups");
        body(
                "more at least than at most",
                Proposals.offer().with("/placement/minPlacements", 3),
                "/placement/minPlacements");
        body("two currencies", Proposals.offer().with("/value/currency", "USD"), "/content/price/currency");
        body("money without a currency", Proposals.offer().without("/value"), "/value");
        body(
                "a product twice",
                Proposals.recommendation()
                        .with("/content/products", Json.MAPPER.readTree("[{\"id\": \"P-1\"}, {\"id\": \"P-1\"}]")),
                "/content/products/1/id");
        body(
                "a bit of everything",
                Proposals.offer()
                        .with("/audience/size", -4)
                        .with("/validUntil", "2020-01-01T00:00:00Z")
                        .with("/content/price/offered", "cheap")
                        .with("/hint", "please")
                        .without("/model/version"),
                "/audience/size",
                "/content/price/offered",
                "/hint",
                "/model/version",
                "/validUntil");
    }

    private void contentOfAnotherKind() {
        for (Kind kind : Kind.values()) {
            body(
                    "empty content of " + kind,
                    Proposals.of(kind).with("/content", Json.MAPPER.createObjectNode()),
                    switch (kind) {
                        case RECOMMENDATION -> List.of("/content/products");
                        case CAMPAIGN_COPY -> List.of("/content/message");
                        case PRICE_OFFER -> List.of("/content/price", "/content/products");
                        case CART_RECOVERY ->
                            List.of("/content/cartTouchedAt", "/content/message", "/content/products");
                        case SEGMENT_TARGETING -> List.of("/content/campaign", "/content/destination", "/content/rule");
                    });
        }
        body(
                "copy that calls itself an offer",
                Proposals.copy().with("/kind", "PRICE_OFFER"),
                "/content/message",
                "/content/price",
                "/content/products");
    }

    private void tooMuch() {
        String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
        text(
                "40 levels",
                Proposals.offer().with("/extra", "@@").json().replace("\"@@\"", deep),
                "/extra",
                "/extra" + "/a".repeat(15));
        body(
                "101 products",
                Proposals.recommendation()
                        .with(
                                "/content/products",
                                Json.MAPPER.readTree(IntStream.range(0, 101)
                                        .mapToObj(i -> "{\"id\": \"P-" + i + "\"}")
                                        .collect(Collectors.joining(",", "[", "]")))),
                "/content/products");
        body(
                "more than 256 KiB",
                Proposals.offer()
                        .with(
                                "/data/features",
                                Json.MAPPER.readTree(IntStream.range(0, 200)
                                        .mapToObj(i -> "{\"name\": \"f" + i
                                                + "\", \"category\": \"OTHER\", \"source\": \"" + "s".repeat(1_500)
                                                + "\"}")
                                        .collect(Collectors.joining(",", "[", "]")))),
                "");
    }

    private void wild(String pointer, String number) {
        text(
                number + " at " + pointer,
                Proposals.offer().with(pointer, MARK).json().replace("" + MARK, number),
                pointer);
    }

    private void number(String name, String number, String pointer) {
        text(name, Proposals.offer().json().replace("0.83", number), pointer);
    }

    private void body(String name, Proposals proposal, String... pointers) {
        body(name, proposal, List.of(pointers));
    }

    private void body(String name, Proposals proposal, List<String> pointers) {
        corpus.add(new Malformed(name, proposal.json(), pointers));
    }

    private void text(String name, String body, String... pointers) {
        corpus.add(new Malformed(name, body, List.of(pointers)));
    }
}
