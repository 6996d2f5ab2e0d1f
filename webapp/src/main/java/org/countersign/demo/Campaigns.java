package org.countersign.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proposes to run the latest campaigns again: whom to target, by who was mailed before, and with which words. */
final class Campaigns {

    private static final int CAMPAIGNS = 13;

    private final Shop shop;
    private final DemoWeek week;
    private final Composition composition;

    Campaigns(Shop shop, DemoWeek week) {
        this.shop = shop;
        this.week = week;
        this.composition = new Composition(shop);
    }

    List<ObjectNode> propose() {
        List<Shop.Campaign> latest = shop.campaigns().stream()
                .sorted(Comparator.<Shop.Campaign>comparingInt(
                                campaign -> -mailed(campaign).size())
                        .thenComparing(Shop.Campaign::id))
                .limit(CAMPAIGNS)
                .toList();
        List<ObjectNode> drafts = new ArrayList<>();
        for (int i = 0; i < latest.size(); i++) {
            drafts.add(targeting(latest.get(i), i));
        }
        for (int i = 0; i < latest.size(); i++) {
            drafts.add(copy(latest.get(i), i));
        }
        return drafts;
    }

    private ObjectNode targeting(Shop.Campaign campaign, int number) {
        boolean everybody = number % 3 == 2;
        Set<String> eligible =
                everybody ? shop.households() : shop.known(shop.demographics().keySet());
        Set<String> chosen = new TreeSet<>(mailed(campaign));
        chosen.retainAll(eligible);
        double response =
                share(shop.redeemers(campaign.id()).size(), mailed(campaign).size());
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.put("campaign", name(campaign));
        ArrayNode rule = content.putArray("rule");
        condition(rule, "mailedBefore", "==", "campaign " + campaign.id());
        condition(rule, "consent.marketing", "==", "GRANTED");
        content.put("destination", number == 4 ? "SOCIAL_ADS" : "OWN");
        Draft draft = new Draft("SEGMENT_TARGETING", id("segment", campaign), "uplift", "5.1.0", week)
                .because(
                        "Of the %d households that got campaign %s, %.0f %% used a coupon of it."
                                .formatted(mailed(campaign).size(), campaign.id(), response * 100),
                        response,
                        0.1,
                        new Draft.Reason("couponRedemptionRate", "%.2f".formatted(response), response - 0.1))
                .forSegment(
                        (everybody ? "all customers" : "members") + " as in campaign " + campaign.id(),
                        chosen.size(),
                        everybody ? null : "18+",
                        composition.of(eligible, chosen))
                .using("MARKETING", "CONSENT", "campaigns received", "coupons used")
                .on(number % 2 == 0 ? List.of("WEB") : List.of("EMAIL"))
                .withContent(content);
        if (number % 4 != 3) {
            draft.wantingSlots(1, 2, "0.25", "300.00");
        }
        ObjectNode document = draft.worth(BigDecimal.valueOf(chosen.size() * response * 4));
        if (number == 4) {
            // Some of these customers sent an opt-out signal.
            ((ObjectNode) document.at("/audience/signals")).put("gpc", true);
        }
        return document;
    }

    private ObjectNode copy(Shop.Campaign campaign, int number) {
        Set<String> eligible = shop.known(mailed(campaign));
        Set<String> chosen = shop.known(shop.redeemers(campaign.id()));
        chosen.retainAll(eligible);
        double response = share(chosen.size(), eligible.size());
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.set("message", CampaignText.number(number).toJson());
        Draft draft = new Draft("CAMPAIGN_COPY", id("copy", campaign), "copywriter", "2.0.1", week)
                .because(
                        "Of the members who got campaign %s, %.0f %% used a coupon of it; the text keeps its tone."
                                .formatted(campaign.id(), response * 100),
                        response,
                        0.2,
                        new Draft.Reason("couponRedemptionRate", "%.2f".formatted(response), response - 0.2),
                        new Draft.Reason(
                                "subjectLength",
                                Integer.toString(
                                        CampaignText.number(number).subject().length()),
                                0.02))
                .forSegment(
                        "members who got campaign " + campaign.id(),
                        eligible.size(),
                        "18+",
                        composition.of(eligible, chosen))
                .using("MARKETING", "CONSENT", "campaigns received", "coupons used")
                .on(number % 2 == 0 ? List.of("WEB") : List.of("EMAIL"))
                .withContent(content);
        if (number % 3 == 0) {
            draft.wantingSlots(1, 3, "0.30", "250.00");
        }
        return draft.worth(BigDecimal.valueOf(chosen.size() * 2.5));
    }

    private String id(String kind, Shop.Campaign campaign) {
        return String.join("-", kind, shop.name(), week.name(), "campaign", campaign.id());
    }

    private String name(Shop.Campaign campaign) {
        return "%s again: campaign %s"
                .formatted(campaign.type().equals("A") ? "Large mailing" : "Mailing", campaign.id());
    }

    private Set<String> mailed(Shop.Campaign campaign) {
        return shop.mailed().getOrDefault(campaign.id(), Set.of());
    }

    private static void condition(ArrayNode rule, String feature, String operator, String value) {
        rule.addObject().put("feature", feature).put("operator", operator).put("value", value);
    }

    private static double share(int some, int all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
