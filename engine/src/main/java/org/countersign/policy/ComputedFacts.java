package org.countersign.policy;

import static org.countersign.policy.Fact.Origin.BIAS;
import static org.countersign.policy.Fact.Origin.CLOCK;
import static org.countersign.policy.Fact.Origin.COMPUTED;
import static org.countersign.policy.Fact.Origin.CONSENT;
import static org.countersign.policy.Fact.Origin.SHOP;
import static org.countersign.policy.Fact.Origin.SIGNAL;
import static org.countersign.policy.FactType.FLAG;
import static org.countersign.policy.FactType.NUMBER;
import static org.countersign.policy.FactType.TEXT;
import static org.countersign.policy.FactType.TEXTS;

import java.util.List;
import org.countersign.policy.Fact.Origin;

/** The words that stand for no single field of a suggestion. */
final class ComputedFacts {

    private static final List<String> STATUSES = List.of("GRANTED", "WITHDRAWN", "OBJECTED", "RESTRICTED");
    private static final List<String> CLAIMS =
            List.of("SCARCITY", "URGENCY", "SOCIAL_PROOF", "HEALTH", "GREEN", "FREE");

    private static final List<Fact> ALL = List.of(
            fact(
                    "suggestion.singleCustomer",
                    FLAG,
                    COMPUTED,
                    "Whether it is for one customer by reference, whose consents can be looked up, and not for a segment. Always known."),
            fact(
                    "suggestion.featureCategories",
                    TEXTS,
                    COMPUTED,
                    "Categories of the features the model used, for example TRANSACTION or HEALTH."),
            fact(
                    "suggestion.sourcePurposes",
                    TEXTS,
                    COMPUTED,
                    "For each feature its source and the purpose it is used for here, for example shop:MARKETING. Unknown if a feature names no source."),
            fact(
                    "suggestion.oldestFeatureDays",
                    NUMBER,
                    COMPUTED,
                    "Age in days of the oldest feature, 0 if there is none. Unknown if a feature does not say when it was collected."),
            fact(
                    "suggestion.audienceFields",
                    TEXTS,
                    COMPUTED,
                    "Details of the audience that would go along: SUBJECT, AGE_BAND, TIME_ZONE.",
                    "SUBJECT",
                    "AGE_BAND",
                    "TIME_ZONE"),
            fact(
                    "suggestion.wantsSlot",
                    FLAG,
                    COMPUTED,
                    "Whether it waits for a slot of the plan once it is approved. Always known."),
            fact("suggestion.explained", FLAG, COMPUTED, "Whether the model says why it proposes this. Always known."),
            fact(
                    "suggestion.localHour",
                    NUMBER,
                    COMPUTED,
                    "Hour of the day, 0 to 24, at which it can go out first, in the audience's time zone; half past eight is 8.5. Unknown without a time zone."),
            fact(
                    "suggestion.hoursSinceCartTouched",
                    NUMBER,
                    COMPUTED,
                    "Hours since the customer last touched the cart."),
            fact("model.id", TEXT, COMPUTED, "Name and version of the model, for example elasticity/3.2.0."),
            fact("customer.minimumAge", NUMBER, COMPUTED, "Lowest age in years that the age band allows."),
            fact(
                    "customer.jurisdictions",
                    TEXTS,
                    COMPUTED,
                    "ISO 3166 codes, countries and subdivisions; a subdivision brings its country along."),
            fact("customer.inEu", FLAG, COMPUTED, "Whether any jurisdiction is a member state of the European Union."),
            fact(
                    "customer.gpc",
                    FLAG,
                    SIGNAL,
                    "Whether a Global Privacy Control signal was received, by itself or within a GPP string."),
            status(
                    "consent.marketing",
                    "Consent to the purpose MARKETING on the weakest of the channels, by the consent register. For a segment: what its rule demands of every customer (consent.marketing == GRANTED), otherwise unknown."),
            status("consent.profiling", "Consent to the purpose PROFILING, as above."),
            status("consent.parental", "A parent's consent, purpose PARENTAL, as above."),
            status("consent.sale", "Consent to sale or sharing of data, purpose SALE, as above."),
            status("consent.sensitiveData", "Consent to the use of sensitive data, purpose SENSITIVE_DATA, as above."),
            status(
                    "consent.writtenMessages",
                    "Express written consent to text messages, purpose WRITTEN_MESSAGES, as above."),
            fact(
                    "consent.restricted",
                    FLAG,
                    CONSENT,
                    "Whether the consent register holds a restriction of processing. For a segment: as above."),
            fact(
                    "consent.softOptIn",
                    FLAG,
                    CONSENT,
                    "Whether the consent register holds a soft opt-in from a sale, purpose SOFT_OPT_IN. Unknown for a segment."),
            fact(
                    "consent.unsubscribed",
                    FLAG,
                    CONSENT,
                    "Whether the customer has unsubscribed from one of the channels, purpose CONTACT. Unknown for a segment."),
            fact(
                    "consent.excludedTopics",
                    TEXTS,
                    CONSENT,
                    "Topics the customer does not want to meet: purposes TOPIC_... that were refused, without TOPIC_. Unknown for a segment."),
            fact(
                    "consent.noticeVersion",
                    TEXT,
                    CONSENT,
                    "Version of the privacy notice shown when the customer last said something about PROFILING."),
            fact(
                    "signal.tcfStatus",
                    TEXT,
                    SIGNAL,
                    "What is known of the IAB TCF string: VALID; INCOMPLETE, which lacks the segment of disclosed vendors though it had to have one; UNREADABLE. Unknown without a string.",
                    "VALID",
                    "INCOMPLETE",
                    "UNREADABLE"),
            fact(
                    "signal.tcfPurposes",
                    TEXTS,
                    SIGNAL,
                    "Numbers of the TCF purposes consented to, for example 1. Empty if the string is not valid: no consent. Unknown without a string."),
            fact(
                    "signal.gppStatus",
                    TEXT,
                    SIGNAL,
                    "What is known of the IAB GPP string: VALID, EMPTY without any section, UNREADABLE. Unknown without a string.",
                    "VALID",
                    "EMPTY",
                    "UNREADABLE"),
            fact(
                    "signal.optOuts",
                    TEXTS,
                    SIGNAL,
                    "What the GPP string opts out of, or limits: SALE, SHARING, TARGETED_ADS, SENSITIVE_DATA. Unknown without a valid string.",
                    "SALE",
                    "SHARING",
                    "TARGETED_ADS",
                    "SENSITIVE_DATA"),
            fact(
                    "ad.missing",
                    TEXTS,
                    COMPUTED,
                    "What a paid placement does not say about itself: MARKING, ON_BEHALF_OF, PAYER, PARAMETERS.",
                    "MARKING",
                    "ON_BEHALF_OF",
                    "PAYER",
                    "PARAMETERS"),
            fact(
                    "price.showsReference",
                    FLAG,
                    COMPUTED,
                    "Whether a reference price is shown beside the offer; known for every price."),
            fact("price.discountPercent", NUMBER, COMPUTED, "Reduction from the list price in percent, 0 to 100."),
            fact(
                    "price.increasePercent",
                    NUMBER,
                    COMPUTED,
                    "Increase over the lowest price of the 30 days before, in percent; 0 where there is none."),
            fact(
                    "product.categories",
                    TEXTS,
                    COMPUTED,
                    "Categories of all products; unknown if a product has none, since it is not in the catalogue then."),
            fact(
                    "product.sensitiveClasses",
                    TEXTS,
                    COMPUTED,
                    "Sensitive classes of the products, for example PREGNANCY; empty if all are in the catalogue and none has one."),
            fact(
                    "product.ageLimit",
                    NUMBER,
                    COMPUTED,
                    "Highest age limit among the products, 0 if all are in the catalogue and none has one."),
            fact("product.lowestStock", NUMBER, COMPUTED, "Lowest stock among the products, in pieces."),
            new Fact("message.claims", TEXTS, "Types of the claims made.", CLAIMS, COMPUTED, null),
            new Fact(
                    "message.unprovenClaims",
                    TEXTS,
                    "Types of those claims that carry no evidence.",
                    CLAIMS,
                    COMPUTED,
                    null),
            fact(
                    "message.personalData",
                    TEXTS,
                    COMPUTED,
                    "Sorts of personal data found in subject and text: CARD, IBAN, EMAIL, PHONE; the sender's own contacts are none.",
                    "CARD",
                    "IBAN",
                    "EMAIL",
                    "PHONE"),
            fact(
                    "bias.result",
                    TEXT,
                    BIAS,
                    "Worst result of the bias checks.",
                    "PASS",
                    "INCONCLUSIVE",
                    "UNMEASURABLE",
                    "REVIEW",
                    "FAIL"),
            fact(
                    "bias.unequalAttributes",
                    TEXTS,
                    BIAS,
                    "Attributes whose check found groups treated unequally, results FAIL and REVIEW, in capitals, for example GENDER."),
            fact(
                    "bias.ratioPercent",
                    NUMBER,
                    BIAS,
                    "Disparate impact ratio that decided the result, in percent, 100 for parity; for thresholds of a policy's own. Unknown where nothing could be compared."),
            fact("bias.ratioLowPercent", NUMBER, BIAS, "Lower end of its interval."),
            fact("bias.ratioHighPercent", NUMBER, BIAS, "Upper end of its interval; unknown where there is none."),
            fact(
                    "model.openAlarm",
                    FLAG,
                    BIAS,
                    "Whether an alarm about the fairness of the model version waits for a decision. Always known."),
            fact(
                    "shop.onlinePlatform",
                    FLAG,
                    SHOP,
                    "Whether the shop is an online platform where others sell, as the Digital Services Act has it. Always known."),
            fact(
                    "clock.date",
                    TEXT,
                    CLOCK,
                    "Day on which this is judged, in UTC, for example 2026-11-25. Always known; the effective dates of rules are held against it."));

    private ComputedFacts() {}

    static List<Fact> all() {
        return ALL;
    }

    private static Fact fact(String name, FactType type, Origin origin, String meaning, String... known) {
        return new Fact(name, type, meaning, List.of(known), origin, null);
    }

    private static Fact status(String name, String meaning) {
        return new Fact(name, TEXT, meaning, STATUSES, CONSENT, null);
    }
}
