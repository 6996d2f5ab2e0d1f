package org.countersign.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shop's machine learning, small and simple, as an example of a client: it keeps the consent register current, posts
 * this week's suggestions and the slots there are. Posting again in the same week changes nothing.
 */
@Component
@Profile("demo")
class ReferenceProducer {

    private static final Logger LOG = LoggerFactory.getLogger(ReferenceProducer.class);
    private static final int CHUNK = 20;
    private static final int HOUSEHOLDS_IN_REGISTER = 150;

    private final DemoProperties properties;
    private final Clock clock;

    ReferenceProducer(DemoProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** Does a week's work at the API at {@code url}, for example {@code http://127.0.0.1:8080}. */
    void produce(String url) throws InterruptedException {
        DemoWeek week = DemoWeek.of(clock.instant());
        Shop shop = shop();
        List<ObjectNode> suggestions = suggestions(shop, week);
        try (ShopApi api = new ShopApi(url)) {
            putConsents(api, shop, suggestions, new SubjectConsents(week, lot()));
            post(api, suggestions);
            api.putAsPlanner("/api/v1/slots", DemoSlots.of(week));
        }
    }

    /** The shop of the configured folder, or a made-up one. */
    Shop shop() {
        if (properties.data() == null) {
            LOG.info("Making a small shop up (./run --demo-data DIR reads a real one).");
            return GeneratedShop.withSeed(properties.seed());
        }
        return CompleteJourney.read(properties.data());
    }

    /** Everything the models propose for the week, of all five kinds, always in the same order. */
    List<ObjectNode> suggestions(Shop shop, DemoWeek week) {
        List<ObjectNode> all = new ArrayList<>();
        all.addAll(new Recommendations(shop, week, lot()).propose());
        all.addAll(new PriceOffers(shop, week, lot()).propose());
        all.addAll(new Campaigns(shop, week).propose());
        all.addAll(new CartRecovery(shop, week, lot()).propose());
        return List.copyOf(all);
    }

    private Lot lot() {
        return new Lot(properties.seed());
    }

    /** First those whom a suggestion is for: without a known consent it could not be screened rightly. */
    private void putConsents(ShopApi api, Shop shop, List<ObjectNode> suggestions, SubjectConsents consents)
            throws InterruptedException {
        Set<String> concerned = new TreeSet<>();
        for (ObjectNode suggestion : suggestions) {
            String subject = suggestion.at("/audience/subject").asString("");
            if (!subject.isEmpty()) {
                concerned.add(subject.substring(Draft.subject("").length()));
            }
        }
        shop.households().stream()
                .limit(Math.max(0, HOUSEHOLDS_IN_REGISTER - concerned.size()))
                .forEach(concerned::add);
        int put = 0;
        for (String household : concerned) {
            JsonNode body = consents.of(household).map(JsonNode.class::cast).orElse(null);
            String path = "/api/v1/subjects/" + Draft.subject(household) + "/consents";
            if (body != null && api.getAsProducer(path).path("consents").isEmpty()) {
                api.putAsProducer(path, body);
                put++;
            }
        }
        LOG.info("Consents: {} households, {} of them new in the register.", concerned.size(), put);
    }

    private void post(ShopApi api, List<ObjectNode> suggestions) throws InterruptedException {
        Map<String, Integer> receipts = new TreeMap<>();
        for (int from = 0; from < suggestions.size(); from += CHUNK) {
            List<ObjectNode> chunk = suggestions.subList(from, Math.min(from + CHUNK, suggestions.size()));
            ObjectNode body = Json.MAPPER.createObjectNode();
            ArrayNode list = body.putArray("suggestions");
            chunk.forEach(list::add);
            for (JsonNode receipt :
                    api.postAsProducer("/api/v1/suggestions", body).path("receipts")) {
                String status = receipt.path("status").asString("");
                receipts.merge(status, 1, Integer::sum);
                if (status.equals("INVALID") || status.equals("CONFLICT")) {
                    LOG.warn(
                            "{} was answered with {}: {}",
                            receipt.path("externalId").asString(""),
                            status,
                            receipt.path("errors"));
                }
            }
            LOG.info("Posted {} of {} suggestions.", from + chunk.size(), suggestions.size());
        }
        LOG.info("This week's suggestions are in: {}.", receipts);
    }
}
