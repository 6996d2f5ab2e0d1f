package org.countersign.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.countersign.consent.Consent;
import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Audience;
import org.countersign.suggestion.Proposal.Claim;
import org.countersign.suggestion.Proposal.DataUse;
import org.countersign.suggestion.Proposal.Message;
import org.countersign.suggestion.Proposal.Price;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns a suggestion into the facts that policies read, in the words of {@link org.countersign.policy.Vocabulary}. What
 * nobody stated stays unknown: a fact is never guessed, and never filled with what would be convenient.
 */
final class Facts {

    private static final Map<String, Integer> MINIMUM_AGES =
            Map.of("0-12", 0, "13-15", 13, "16-17", 16, "18+", 18, "21+", 21);

    private final FactSet.Builder facts = FactSet.builder();

    private Facts() {}

    /**
     * The facts of a suggestion at one moment.
     *
     * @param document the proposal's JSON, which still tells an empty list from one that was not stated
     * @param consents the customer's statements in force; empty for a segment
     * @param now what durations count up to
     */
    static FactSet of(Proposal proposal, JsonNode document, List<Consent> consents, BiasFacts bias, Instant now) {
        Facts facts = new Facts();
        facts.suggestion(proposal, now);
        facts.featureCategories(proposal.data(), document.at("/data/features").isArray());
        facts.customer(proposal.audience());
        facts.consent(proposal, consents);
        facts.price(proposal.content().price());
        ProductFacts.add(facts.facts, proposal.content().products());
        facts.message(proposal.content().message());
        facts.facts
                .text("bias.result", bias.result().name())
                .number("bias.ratioPercent", bias.ratio())
                .number("bias.ratioLowPercent", bias.ratioLow())
                .number("bias.ratioHighPercent", bias.ratioHigh())
                .flag("model.openAlarm", bias.openAlarm())
                .text("clock.date", LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
        return facts.facts.build();
    }

    private void suggestion(Proposal proposal, Instant now) {
        DataUse data = proposal.data();
        Instant cartTouchedAt = proposal.content().cartTouchedAt();
        facts.text("suggestion.kind", proposal.kind().name())
                .flag("suggestion.singleCustomer", proposal.audience().subject() != null)
                .texts("suggestion.channels", proposal.channels())
                .text("suggestion.purpose", data.purpose())
                .text("suggestion.legalBasis", data.legalBasis())
                .number("suggestion.audienceSize", proposal.audience().size())
                .number("suggestion.score", decimal(proposal.score()))
                .text("suggestion.destination", proposal.content().destination())
                .number(
                        "suggestion.hoursSinceCartTouched",
                        cartTouchedAt == null ? null : hours(Duration.between(cartTouchedAt, now)));
    }

    private void featureCategories(DataUse data, boolean stated) {
        if (stated) {
            facts.texts(
                    "suggestion.featureCategories",
                    data.features().stream()
                            .map(Proposal.Feature::category)
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    private void customer(Audience audience) {
        List<String> jurisdictions = Jurisdictions.withCountries(audience.jurisdictions());
        Proposal.Signals signals = audience.signals();
        Integer contacts = audience.contactsLast7Days();
        facts.text("customer.ageBand", audience.ageBand())
                .number("customer.minimumAge", minimumAge(audience.ageBand()))
                .texts("customer.jurisdictions", jurisdictions.isEmpty() ? null : jurisdictions)
                .flag("customer.inEu", jurisdictions.isEmpty() ? null : Jurisdictions.anyInEu(jurisdictions))
                .flag("customer.gpc", signals == null ? null : signals.gpc())
                .number("customer.contactsLast7Days", contacts == null ? null : BigDecimal.valueOf(contacts));
    }

    private void consent(Proposal proposal, List<Consent> consents) {
        ConsentFacts consent = proposal.audience().subject() == null
                ? ConsentFacts.requiredBy(proposal.content().rule())
                : ConsentFacts.of(consents, proposal.channels());
        facts.text("consent.marketing", consent.marketing())
                .text("consent.profiling", consent.profiling())
                .flag("consent.restricted", consent.restricted());
    }

    private void price(@Nullable Price price) {
        if (price == null) {
            return;
        }
        facts.number("price.list", price.list())
                .number("price.offered", price.offered())
                .number("price.lowest30d", price.lowest30d())
                .number("price.referenceShown", price.referenceShown())
                .flag("price.showsReference", price.referenceShown() != null)
                .number("price.discountPercent", discountPercent(price))
                .flag("price.personalised", price.personalised())
                .flag("price.usesPersonalData", price.usesPersonalData())
                .number("price.mandatoryFees", price.mandatoryFees());
    }

    /** Unknown for a list price of 0; 0 for an offer above the list price, which is no reduction. */
    private static @Nullable BigDecimal discountPercent(Price price) {
        if (price.list().signum() == 0) {
            return null;
        }
        BigDecimal reduction = price.list().subtract(price.offered()).max(BigDecimal.ZERO);
        return reduction.movePointRight(2).divide(price.list(), 10, RoundingMode.HALF_UP);
    }

    private void message(@Nullable Message message) {
        if (message == null) {
            return;
        }
        facts.text("message.subject", message.subject())
                .text("message.body", message.body())
                .text("message.language", message.language())
                .flag("message.hasOptOut", message.hasOptOut())
                .flag("message.hasAddress", message.hasAddress())
                .flag("message.aiGenerated", message.aiGenerated())
                .texts("message.claims", claimTypes(message.claims()))
                .texts(
                        "message.unprovenClaims",
                        claimTypes(message.claims().stream()
                                .filter(claim -> claim.evidence() == null
                                        || claim.evidence().isBlank())
                                .toList()));
    }

    private static List<String> claimTypes(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.type().name())
                .distinct()
                .sorted()
                .toList();
    }

    private static @Nullable BigDecimal decimal(@Nullable Double value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    private static @Nullable BigDecimal minimumAge(@Nullable String ageBand) {
        Integer age = ageBand == null ? null : MINIMUM_AGES.get(ageBand);
        return age == null ? null : BigDecimal.valueOf(age);
    }

    /** Never negative: a producer's clock may be a little ahead of ours. */
    private static BigDecimal hours(Duration duration) {
        return BigDecimal.valueOf(Math.max(0, duration.toMillis()))
                .divide(BigDecimal.valueOf(Duration.ofHours(1).toMillis()), 6, RoundingMode.HALF_UP);
    }
}
