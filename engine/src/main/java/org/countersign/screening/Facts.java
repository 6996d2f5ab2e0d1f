package org.countersign.screening;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.consent.Consent;
import org.countersign.policy.FactSet;
import org.countersign.privacy.PersonalData;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Audience;
import org.countersign.suggestion.Proposal.DataUse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Turns a suggestion into the facts that policies read, in the words of {@link org.countersign.policy.Vocabulary}. What
 * nobody stated stays unknown: a fact is never guessed, and never filled with what would be convenient.
 */
@Component
class Facts {

    private static final Map<String, Integer> MINIMUM_AGES =
            Map.of("0-12", 0, "13-15", 13, "16-17", 16, "18+", 18, "21+", 21);

    private final PersonalData personalData;
    private final ShopProperties shop;

    Facts(PersonalData personalData, ShopProperties shop) {
        this.personalData = personalData;
        this.shop = shop;
    }

    /**
     * The facts of a suggestion at one moment.
     *
     * @param document the proposal's JSON, which still tells an empty list from one that was not stated
     * @param consents the customer's statements in force; empty for a segment
     * @param now what durations count up to
     */
    FactSet of(Proposal proposal, JsonNode document, List<Consent> consents, BiasFacts bias, Instant now) {
        FactSet.Builder facts = FactSet.builder();
        SchemaFactReader.add(facts, document);
        suggestion(facts, proposal, now);
        if (document.at("/data/features").isArray()) {
            features(facts, proposal.data(), now);
        }
        customer(facts, proposal.audience());
        consent(facts, proposal, consents);
        SignalFacts.add(facts, proposal.audience().signals());
        PriceFacts.add(facts, proposal.content().price());
        ProductFacts.add(facts, proposal.content().products());
        MessageFacts.add(facts, proposal, personalData);
        advertising(facts, proposal.advertising());
        facts.text("bias.result", bias.result().name())
                .texts("bias.unequalAttributes", bias.unequal())
                .number("bias.ratioPercent", bias.ratio())
                .number("bias.ratioLowPercent", bias.ratioLow())
                .number("bias.ratioHighPercent", bias.ratioHigh())
                .flag("model.openAlarm", bias.openAlarm())
                .flag("shop.onlinePlatform", shop.onlinePlatform())
                .text("clock.date", LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
        return facts.build();
    }

    private static void suggestion(FactSet.Builder facts, Proposal proposal, Instant now) {
        Instant cartTouchedAt = proposal.content().cartTouchedAt();
        Audience audience = proposal.audience();
        facts.flag("suggestion.singleCustomer", audience.subject() != null)
                .flag("suggestion.wantsSlot", proposal.wantsSlot())
                .flag("suggestion.explained", proposal.explanation() != null)
                .text(
                        "model.id",
                        proposal.model().name() + "/" + proposal.model().version())
                .texts("suggestion.audienceFields", audienceFields(audience))
                .number("suggestion.localHour", localHour(audience.timeZone(), proposal.validFrom(), now))
                .number(
                        "suggestion.hoursSinceCartTouched",
                        cartTouchedAt == null ? null : hours(Duration.between(cartTouchedAt, now)));
    }

    private static List<String> audienceFields(Audience audience) {
        List<String> fields = new ArrayList<>();
        if (audience.subject() != null) {
            fields.add("SUBJECT");
        }
        if (audience.ageBand() != null) {
            fields.add("AGE_BAND");
        }
        if (audience.timeZone() != null) {
            fields.add("TIME_ZONE");
        }
        return fields;
    }

    /** It goes out when it becomes valid, or at once. */
    private static @Nullable BigDecimal localHour(@Nullable String zone, Instant validFrom, Instant now) {
        if (zone == null) {
            return null;
        }
        try {
            LocalTime time = LocalTime.ofInstant(validFrom.isAfter(now) ? validFrom : now, ZoneId.of(zone));
            return BigDecimal.valueOf(time.toSecondOfDay())
                    .divide(BigDecimal.valueOf(Duration.ofHours(1).toSeconds()), 4, RoundingMode.HALF_UP);
        } catch (DateTimeException e) {
            return null; // a zone that this Java does not know is unknown
        }
    }

    private static void features(FactSet.Builder facts, DataUse data, Instant now) {
        List<Proposal.Feature> features = data.features();
        boolean sourced = features.stream().allMatch(feature -> feature.source() != null);
        boolean dated = features.stream().allMatch(feature -> feature.collectedAt() != null);
        facts.texts(
                        "suggestion.featureCategories",
                        features.stream()
                                .map(Proposal.Feature::category)
                                .distinct()
                                .sorted()
                                .toList())
                .texts(
                        "suggestion.sourcePurposes",
                        sourced
                                ? features.stream()
                                        .map(feature -> feature.source() + ":" + data.purpose())
                                        .distinct()
                                        .sorted()
                                        .toList()
                                : null)
                .number("suggestion.oldestFeatureDays", dated ? oldestDays(features, now) : null);
    }

    private static BigDecimal oldestDays(List<Proposal.Feature> features, Instant now) {
        long days = 0;
        for (Proposal.Feature feature : features) {
            Instant collected = feature.collectedAt();
            days = collected == null
                    ? days
                    : Math.max(days, Duration.between(collected, now).toDays());
        }
        return BigDecimal.valueOf(days);
    }

    private static void customer(FactSet.Builder facts, Audience audience) {
        List<String> jurisdictions = Jurisdictions.withCountries(audience.jurisdictions());
        facts.number("customer.minimumAge", minimumAge(audience.ageBand()));
        if (jurisdictions.isEmpty()) {
            facts.unknown("customer.jurisdictions");
        } else {
            facts.texts("customer.jurisdictions", jurisdictions)
                    .flag("customer.inEu", Jurisdictions.anyInEu(jurisdictions));
        }
    }

    private static void consent(FactSet.Builder facts, Proposal proposal, List<Consent> consents) {
        ConsentFacts consent = proposal.audience().subject() == null
                ? ConsentFacts.requiredBy(proposal.content().rule())
                : ConsentFacts.of(consents, proposal.channels());
        consent.addTo(facts);
    }

    private static void advertising(FactSet.Builder facts, Proposal.@Nullable Advertising advertising) {
        if (advertising == null) {
            return;
        }
        List<String> missing = new ArrayList<>();
        if (!Boolean.TRUE.equals(advertising.marked())) {
            missing.add("MARKING");
        }
        if (isBlank(advertising.onBehalfOf())) {
            missing.add("ON_BEHALF_OF");
        }
        if (isBlank(advertising.payer())) {
            missing.add("PAYER");
        }
        if (isBlank(advertising.parameters())) {
            missing.add("PARAMETERS");
        }
        facts.texts("ad.missing", missing);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static @Nullable BigDecimal minimumAge(@Nullable String ageBand) {
        Integer age = ageBand == null ? null : MINIMUM_AGES.get(ageBand);
        return age == null ? null : BigDecimal.valueOf(age);
    }

    /** In hundredths that have passed, so none too early; never negative: a producer's clock may be a little ahead of ours. */
    private static BigDecimal hours(Duration duration) {
        return BigDecimal.valueOf(Math.max(0, duration.toMillis()))
                .divide(BigDecimal.valueOf(Duration.ofHours(1).toMillis()), 2, RoundingMode.DOWN);
    }
}
