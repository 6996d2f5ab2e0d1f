package org.countersign.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The closed set of facts that rules may read. */
public final class Vocabulary {

    private static final List<String> AGE_BANDS = List.of("0-12", "13-15", "16-17", "18+", "21+");
    private static final List<String> CONSENTS = List.of("GRANTED", "WITHDRAWN", "OBJECTED", "RESTRICTED");
    private static final List<String> CLAIMS =
            List.of("SCARCITY", "URGENCY", "SOCIAL_PROOF", "HEALTH", "GREEN", "FREE");

    private static final List<Fact> FACTS = List.of(
            new Fact(
                    "suggestion.kind",
                    FactType.TEXT,
                    "Sort of suggestion.",
                    List.of("RECOMMENDATION", "CAMPAIGN_COPY", "PRICE_OFFER", "CART_RECOVERY", "SEGMENT_TARGETING")),
            new Fact(
                    "suggestion.singleCustomer",
                    FactType.FLAG,
                    "Whether it is for one customer by reference, whose consents can be looked up, and not for a segment. Always known."),
            new Fact(
                    "suggestion.channels",
                    FactType.TEXTS,
                    "Channels it is meant for, for example EMAIL, SMS, PUSH, WEB."),
            new Fact("suggestion.purpose", FactType.TEXT, "What the data are used for, for example MARKETING."),
            new Fact(
                    "suggestion.legalBasis",
                    FactType.TEXT,
                    "Legal basis recorded for the purpose, for example CONSENT."),
            new Fact(
                    "suggestion.featureCategories",
                    FactType.TEXTS,
                    "Categories of the features the model used, for example TRANSACTION or HEALTH."),
            new Fact("suggestion.audienceSize", FactType.NUMBER, "Customers reached, 1 for a single customer."),
            new Fact("suggestion.score", FactType.NUMBER, "The model's own score."),
            new Fact(
                    "suggestion.destination",
                    FactType.TEXT,
                    "Where a segment is sent, for example OWN or EXTERNAL_ADS."),
            new Fact(
                    "suggestion.hoursSinceCartTouched",
                    FactType.NUMBER,
                    "Hours since the customer last touched the cart."),
            new Fact("customer.ageBand", FactType.TEXT, "Age band in years.", AGE_BANDS),
            new Fact("customer.minimumAge", FactType.NUMBER, "Lowest age in years that the age band allows."),
            new Fact(
                    "customer.jurisdictions",
                    FactType.TEXTS,
                    "ISO 3166 codes, countries and subdivisions; a subdivision brings its country along."),
            new Fact(
                    "customer.inEu",
                    FactType.FLAG,
                    "Whether any jurisdiction is a member state of the European Union."),
            new Fact("customer.gpc", FactType.FLAG, "Whether a Global Privacy Control signal was received."),
            new Fact("customer.contactsLast7Days", FactType.NUMBER, "Messages received in the last seven days."),
            new Fact(
                    "consent.marketing",
                    FactType.TEXT,
                    "Consent to the purpose MARKETING on the weakest of the channels, by the consent register. For a segment: what its rule demands of every customer (consent.marketing == GRANTED), otherwise unknown.",
                    CONSENTS),
            new Fact("consent.profiling", FactType.TEXT, "Consent to the purpose PROFILING, as above.", CONSENTS),
            new Fact(
                    "consent.restricted",
                    FactType.FLAG,
                    "Whether the consent register holds a restriction of processing. For a segment: as above."),
            new Fact("price.list", FactType.NUMBER, "List price."),
            new Fact("price.offered", FactType.NUMBER, "Offered price, same currency."),
            new Fact("price.lowest30d", FactType.NUMBER, "Lowest price of the 30 days before."),
            new Fact("price.referenceShown", FactType.NUMBER, "Reference price shown beside the offer."),
            new Fact(
                    "price.showsReference",
                    FactType.FLAG,
                    "Whether a reference price is shown beside the offer; known for every price."),
            new Fact("price.discountPercent", FactType.NUMBER, "Reduction from the list price in percent, 0 to 100."),
            new Fact(
                    "price.personalised",
                    FactType.FLAG,
                    "Whether the price was personalised by automated decision-making."),
            new Fact("price.usesPersonalData", FactType.FLAG, "Whether personal data went into the price."),
            new Fact("price.mandatoryFees", FactType.NUMBER, "Unavoidable fees not contained in the offered price."),
            new Fact(
                    "product.categories",
                    FactType.TEXTS,
                    "Categories of all products; unknown if a product has none, since it is not in the catalogue then."),
            new Fact(
                    "product.sensitiveClasses",
                    FactType.TEXTS,
                    "Sensitive classes of the products, for example PREGNANCY; empty if all are in the catalogue and none has one."),
            new Fact(
                    "product.ageLimit",
                    FactType.NUMBER,
                    "Highest age limit among the products, 0 if all are in the catalogue and none has one."),
            new Fact("product.lowestStock", FactType.NUMBER, "Lowest stock among the products, in pieces."),
            new Fact("message.subject", FactType.TEXT, "Subject line."),
            new Fact("message.body", FactType.TEXT, "Text of the message."),
            new Fact("message.language", FactType.TEXT, "Language tag of the message."),
            new Fact("message.hasOptOut", FactType.FLAG, "Whether a way to unsubscribe is in the message."),
            new Fact("message.hasAddress", FactType.FLAG, "Whether a postal address is in the message."),
            new Fact("message.aiGenerated", FactType.FLAG, "Whether a generative model wrote or altered it."),
            new Fact("message.claims", FactType.TEXTS, "Types of the claims made.", CLAIMS),
            new Fact("message.unprovenClaims", FactType.TEXTS, "Types of those claims that carry no evidence.", CLAIMS),
            new Fact(
                    "clock.date",
                    FactType.TEXT,
                    "Day on which this is judged, in UTC, for example 2026-11-25. Always known; the effective dates of rules are held against it."),
            new Fact(
                    "bias.result",
                    FactType.TEXT,
                    "Worst result of the bias checks.",
                    List.of("PASS", "INCONCLUSIVE", "UNMEASURABLE", "REVIEW", "FAIL")),
            new Fact(
                    "bias.ratioPercent",
                    FactType.NUMBER,
                    "Disparate impact ratio that decided the result, in percent, 100 for parity; for thresholds of a policy's own. Unknown where nothing could be compared."),
            new Fact("bias.ratioLowPercent", FactType.NUMBER, "Lower end of its interval."),
            new Fact(
                    "bias.ratioHighPercent",
                    FactType.NUMBER,
                    "Upper end of its interval; unknown where there is none."),
            new Fact(
                    "model.openAlarm",
                    FactType.FLAG,
                    "Whether an alarm about the fairness of the model version waits for a decision. Always known."));

    private static final Map<String, Fact> BY_NAME = new LinkedHashMap<>();

    static {
        FACTS.forEach(fact -> BY_NAME.put(fact.name(), fact));
    }

    private Vocabulary() {}

    /** All facts, in the order in which the documentation shows them. */
    public static List<Fact> facts() {
        return FACTS;
    }

    /** The fact of this name, for example {@code price.offered}. */
    public static Optional<Fact> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** @throws IllegalArgumentException if there is no such fact */
    public static Fact require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no fact " + name + " in the vocabulary." + Nearest.hint(name, BY_NAME.keySet())));
    }
}
