package org.countersign.demo;

import java.util.List;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a copy model wrote. Most of it is in order; some is not, so that the demo shows what happens then.
 *
 * @param claim type, text and evidence of the one claim it makes; empty for none, without evidence for an unproven one
 */
record CampaignText(String subject, String body, boolean aiGenerated, List<String> claim) {

    private static final List<CampaignText> ALL = List.of(
            new CampaignText(
                    "Your coupons for the week",
                    "Five coupons for what you buy most often wait on your card. They are taken off at the till.",
                    true,
                    List.of()),
            new CampaignText(
                    "A quick dinner, three ways",
                    "Three dinners from eleven ingredients, each on the table in half an hour. The list is in the app.",
                    true,
                    List.of()),
            new CampaignText(
                    "Breakfast for less",
                    "Cereal, milk and fruit together cost less this week. Take them from the marked shelf.",
                    false,
                    List.of()),
            new CampaignText(
                    "Almost gone: our baking week",
                    "Flour, sugar and chocolate are reduced for baking week, and there is little left.",
                    true,
                    List.of("SCARCITY", "there is little left")),
            new CampaignText(
                    "New on the bread shelf",
                    "The bakery has a rye loaf now, baked at six in the morning and at two in the afternoon.",
                    false,
                    List.of()),
            new CampaignText(
                    "For your next barbecue",
                    "Hurry: sausages, buns and charcoal are reduced until Sunday.",
                    true,
                    List.of()),
            new CampaignText(
                    "A dessert with your dinner",
                    "Buy two frozen dinners and the dessert is free. Both are in the freezer by the entrance.",
                    true,
                    List.of("FREE", "the dessert is free", "Till rule 4711 takes the dessert's full price off.")),
            new CampaignText(
                    "What your neighbours cook",
                    "Nine out of ten of our customers love the new soup.",
                    true,
                    List.of("SOCIAL_PROOF", "Nine out of ten of our customers love the new soup.")),
            new CampaignText(
                    "Re: your shopping list",
                    "We looked at what you often buy and put it on one list for you.",
                    true,
                    List.of()),
            new CampaignText(
                    "Less sugar in the lemonade",
                    "The house lemonade has a third less sugar than before and tastes of lemon now.",
                    false,
                    List.of()),
            new CampaignText(
                    "Coffee, ground while you wait",
                    "The mill stands beside the coffee shelf. Choose a roast and how fine it should be.",
                    true,
                    List.of()),
            new CampaignText(
                    "Fruit of the season",
                    "Pears and late apples come from two farms nearby, picked the day before.",
                    false,
                    List.of("GREEN", "from two farms nearby", "Delivery notes of both farms, week 47.")));

    static CampaignText number(int number) {
        return ALL.get(number % ALL.size());
    }

    ObjectNode toJson() {
        ObjectNode message = Json.MAPPER.createObjectNode();
        message.put("from", "Corner Market <hello@corner-market.example>");
        message.put("subject", subject);
        message.put(
                "body",
                body + "\n\nUnsubscribe: https://corner-market.example/unsubscribe\n"
                        + "Corner Market, 12 Main Street, Springfield");
        message.put("language", "en");
        message.put("hasOptOut", true);
        message.put("hasAddress", true);
        message.put("aiGenerated", aiGenerated);
        ArrayNode claims = message.putArray("claims");
        if (!claim.isEmpty()) {
            claims.addObject()
                    .put("type", claim.get(0))
                    .put("text", claim.get(1))
                    .put("evidence", claim.size() > 2 ? claim.get(2) : null);
        }
        return message;
    }
}
