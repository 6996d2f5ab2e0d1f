package org.countersign.suggestion;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a producer proposes: the typed form of a suggestion's JSON (contract, section 1), after its schema accepted it.
 * Money is decimal text with an ISO 4217 currency; null means unknown or absent.
 *
 * @param externalId the producer's id, unique per client for ever
 * @param score the model's own score, any finite number; null where the model has none
 * @param uncertainty of the model about its own proposal, 0 to 1; null where it cannot say
 * @param experiment the experiment it is part of; null where it is part of none
 * @param advertising who pays for it; null where nothing is said about that
 */
public record Proposal(
        String externalId,
        Kind kind,
        Model model,
        @Nullable Double score,
        @Nullable Double uncertainty,
        @Nullable Explanation explanation,
        @Nullable Experiment experiment,
        @Nullable Advertising advertising,
        Audience audience,
        DataUse data,
        List<String> channels,
        Content content,
        @Nullable Placement placement,
        @Nullable ExpectedValue value,
        Instant validFrom,
        Instant validUntil) {

    public Proposal {
        channels = List.copyOf(channels);
    }

    /** Types a document that its kind's schema accepted; for any other the result is undefined. */
    public static Proposal read(JsonNode document) {
        return Json.MAPPER.treeToValue(document, Proposal.class);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Whether it waits for a slot once it is approved. */
    public boolean wantsSlot() {
        return placement != null;
    }

    /** The model that proposed it. */
    public record Model(String name, String version) {}

    /** Why the model proposed it, relative to a baseline, strongest factor first. */
    public record Explanation(String summary, @Nullable Double baseline, List<Factor> factors) {

        public Explanation {
            factors = orEmpty(factors);
        }
    }

    /** One reason with its sign and size. */
    public record Factor(String feature, @Nullable String value, double contribution) {}

    /** An experiment of the producer's, and the arm of it that the audience is in. */
    public record Experiment(String id, String arm) {}

    /**
     * Whom it is for.
     *
     * @param subject opaque reference to one customer, then {@code size} is 1; null for a segment
     * @param ageBand {@code 0-12}, {@code 13-15}, {@code 16-17}, {@code 18+}, {@code 21+}; null for unknown
     * @param jurisdictions ISO 3166-1 or -2 codes
     */
    public record Audience(
            @Nullable String segment,
            @Nullable String subject,
            int size,
            @Nullable String ageBand,
            List<String> jurisdictions,
            @Nullable String timeZone,
            @Nullable Signals signals,
            @Nullable Integer contactsLast7Days,
            List<Composition> composition) {

        public Audience {
            jurisdictions = orEmpty(jurisdictions);
            composition = orEmpty(composition);
        }
    }

    /** Privacy signals of the browser or app; null is unknown. */
    public record Signals(
            @Nullable Boolean gpc,
            @Nullable String tcf,
            @Nullable String gpp) {}

    /** How the audience is made up by one attribute. */
    public record Composition(String attribute, List<Group> groups) {

        public Composition {
            groups = orEmpty(groups);
        }
    }

    /**
     * One group of an audience.
     *
     * @param eligible customers who could have been chosen, 0 or more
     * @param favoured those of them who were, 0 to {@code eligible}
     */
    public record Group(String group, int eligible, int favoured) {}

    /** Who pays for it, and what customers are told about that; null is unknown. */
    public record Advertising(
            @Nullable Boolean paid,
            @Nullable Boolean marked,
            @Nullable String onBehalfOf,
            @Nullable String payer,
            @Nullable String parameters) {}

    /**
     * What the data are used for, on which legal basis, and which features went in.
     *
     * @param effect NONE, SIGNIFICANT or LEGAL
     */
    public record DataUse(
            String purpose,
            @Nullable String legalBasis,
            @Nullable String effect,
            List<Feature> features) {

        public DataUse {
            features = orEmpty(features);
        }
    }

    /** A feature the model used. */
    public record Feature(
            String name,
            String category,
            @Nullable String source,
            @Nullable Instant collectedAt) {}

    /** The blocks a kind is made of; those that do not belong to the kind are null or empty. */
    public record Content(
            List<Product> products,
            @Nullable String reason,
            @Nullable Price price,
            @Nullable Message message,
            @Nullable Instant cartTouchedAt,
            @Nullable String campaign,
            List<SegmentCondition> rule,
            @Nullable String destination) {

        public Content {
            products = orEmpty(products);
            rule = orEmpty(rule);
        }
    }

    /** A product as the customer will see it; {@code stock} and {@code ageLimit} null where unknown or none. */
    public record Product(
            String id,
            @Nullable String title,
            List<String> categories,
            @Nullable String sensitiveClass,
            @Nullable Integer ageLimit,
            @Nullable Integer stock) {

        public Product {
            categories = orEmpty(categories);
        }
    }

    /** A price offer; all amounts in {@code currency}. */
    public record Price(
            BigDecimal list,
            BigDecimal offered,
            @Nullable BigDecimal lowest30d,
            @Nullable BigDecimal referenceShown,
            String currency,
            @Nullable Boolean personalised,
            @Nullable Boolean usesPersonalData,
            @Nullable BigDecimal floor,
            @Nullable BigDecimal ceiling,
            @Nullable BigDecimal mandatoryFees) {}

    /** A message to customers. */
    public record Message(
            String from,
            @Nullable String subject,
            String body,
            String language,
            @Nullable Boolean hasOptOut,
            @Nullable Boolean hasAddress,
            @Nullable Boolean aiGenerated,
            List<Claim> claims) {

        public Message {
            claims = orEmpty(claims);
        }
    }

    /** A claim that the copy makes, and the evidence for it. */
    public record Claim(
            ClaimType type, String text, @Nullable String evidence) {}

    /** The sorts of claims that rules ask about. */
    public enum ClaimType {
        SCARCITY,
        URGENCY,
        SOCIAL_PROOF,
        HEALTH,
        GREEN,
        FREE
    }

    /** A plain condition on a feature; an audience is all of its conditions together. */
    public record SegmentCondition(String feature, String operator, String value) {}

    /**
     * What it wants of the slot plan.
     *
     * @param load how much of a slot's capacity one placement takes
     * @param cost of one placement, in the currency of {@code value}
     * @param budget for all its placements; null for no limit
     */
    public record Placement(
            int minPlacements,
            int maxPlacements,
            BigDecimal load,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal budget) {}

    /** What it is expected to bring in. */
    public record ExpectedValue(BigDecimal expected, String currency) {}
}
