package org.countersign.suggestion;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.shared.FieldError;
import tools.jackson.databind.JsonNode;

/**
 * The rules between the fields of a suggestion, and those on codes that a schema cannot list. Each rule looks only at
 * what it can read and leaves the rest to the schema, so that a producer sees everything wrong at once.
 */
final class ProposalRules {

    /** How far a producer's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final JsonNode document;
    private final Instant now;
    private final List<FieldError> errors = new ArrayList<>();

    private ProposalRules(JsonNode document, Instant now) {
        this.document = document;
        this.now = now;
    }

    /** Everything that breaks a rule, judged at {@code now}. */
    static List<FieldError> check(JsonNode document, Instant now) {
        ProposalRules rules = new ProposalRules(document, now);
        rules.validityEndsInTheFutureAndAfterItBegins();
        rules.pastTimesLieInThePast();
        rules.aSubjectIsOneCustomer();
        rules.favouredAreAmongTheEligible();
        rules.jurisdictionsAndTimeZoneExist();
        rules.placementsHaveAnOrder();
        rules.moneyHasOneCurrency();
        rules.productsAppearOnce();
        rules.languageIsWellFormed();
        return rules.errors;
    }

    private void validityEndsInTheFutureAndAfterItBegins() {
        Optional<Instant> from = time("/validFrom");
        Optional<Instant> until = time("/validUntil");
        if (until.isPresent() && !until.get().isAfter(now)) {
            refuse("/validUntil", until.get() + " is past. Accepted: a time after " + now + ".");
        } else if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            refuse("/validUntil", until.get() + " is not after validFrom, " + from.get() + ".");
        }
    }

    private void pastTimesLieInThePast() {
        pastTime("/content/cartTouchedAt");
        for (int i = 0; i < document.at("/data/features").size(); i++) {
            pastTime("/data/features/" + i + "/collectedAt");
        }
    }

    private void pastTime(String pointer) {
        time(pointer)
                .filter(at -> at.isAfter(now.plus(SKEW)))
                .ifPresent(at -> refuse(pointer, at + " lies in the future. Accepted: a time up to now, " + now + "."));
    }

    private void aSubjectIsOneCustomer() {
        JsonNode size = document.at("/audience/size");
        if (document.at("/audience/subject").isString() && size.isIntegralNumber() && size.asLong() != 1) {
            refuse("/audience/size", size + " is not accepted with a subject. Accepted: 1.");
        }
    }

    private void favouredAreAmongTheEligible() {
        JsonNode compositions = document.at("/audience/composition");
        Set<String> attributes = new HashSet<>();
        for (int i = 0; i < compositions.size(); i++) {
            String pointer = "/audience/composition/" + i;
            once(attributes, compositions.path(i).path("attribute"), pointer + "/attribute");
            JsonNode groups = compositions.path(i).path("groups");
            Set<String> names = new HashSet<>();
            for (int j = 0; j < groups.size(); j++) {
                JsonNode favoured = groups.path(j).path("favoured");
                JsonNode eligible = groups.path(j).path("eligible");
                if (favoured.isIntegralNumber()
                        && eligible.isIntegralNumber()
                        && favoured.asLong() > eligible.asLong()) {
                    refuse(
                            pointer + "/groups/" + j + "/favoured",
                            favoured + " is more than the " + eligible + " eligible.");
                }
                once(names, groups.path(j).path("group"), pointer + "/groups/" + j + "/group");
            }
        }
    }

    private void jurisdictionsAndTimeZoneExist() {
        JsonNode jurisdictions = document.at("/audience/jurisdictions");
        for (int i = 0; i < jurisdictions.size(); i++) {
            String code = jurisdictions.path(i).asString("");
            if (code.length() >= 2 && !COUNTRIES.contains(code.substring(0, 2))) {
                refuse(
                        "/audience/jurisdictions/" + i,
                        Texts.quote(code) + " is in no country of ISO 3166-1. Accepted: for example DE or US-NY.");
            }
        }
        JsonNode zone = document.at("/audience/timeZone");
        if (zone.isString() && !ZONES.contains(zone.asString())) {
            refuse(
                    "/audience/timeZone",
                    Texts.show(zone) + " is no time zone of the IANA database. Accepted: for example Europe/Berlin.");
        }
    }

    private void placementsHaveAnOrder() {
        JsonNode min = document.at("/placement/minPlacements");
        JsonNode max = document.at("/placement/maxPlacements");
        if (min.isIntegralNumber() && max.isIntegralNumber() && min.asLong() > max.asLong()) {
            refuse("/placement/minPlacements", min + " is more than maxPlacements, " + max + ".");
        }
    }

    private void moneyHasOneCurrency() {
        currency("/value/currency");
        currency("/content/price/currency");
        JsonNode value = document.at("/value/currency");
        JsonNode price = document.at("/content/price/currency");
        if (value.isString() && price.isString() && !value.asString().equals(price.asString())) {
            refuse(
                    "/content/price/currency",
                    Texts.show(price) + " differs from the currency of value, " + Texts.show(value) + ".");
        }
        boolean spends = document.at("/placement/cost").isString()
                || document.at("/placement/budget").isString();
        if (spends && !document.path("value").isObject()) {
            refuse("/value", "This field is missing. The placement's cost and budget are in its currency.");
        }
    }

    private void currency(String pointer) {
        JsonNode code = document.at(pointer);
        if (code.isString() && !CURRENCIES.contains(code.asString())) {
            refuse(pointer, Texts.show(code) + " is no currency of ISO 4217. Accepted: for example EUR.");
        }
    }

    private void productsAppearOnce() {
        JsonNode products = document.at("/content/products");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < products.size(); i++) {
            once(ids, products.path(i).path("id"), "/content/products/" + i + "/id");
        }
    }

    private void languageIsWellFormed() {
        JsonNode language = document.at("/content/message/language");
        if (language.isString()) {
            try {
                new Locale.Builder().setLanguageTag(language.asString());
            } catch (IllformedLocaleException e) {
                refuse(
                        "/content/message/language",
                        Texts.show(language) + " is no BCP 47 language tag. Accepted: for example en or pt-BR.");
            }
        }
    }

    private void once(Set<String> seen, JsonNode name, String pointer) {
        if (name.isString() && !seen.add(name.asString())) {
            refuse(pointer, Texts.show(name) + " appears twice; each is accepted once.");
        }
    }

    /** The time at the pointer; refuses one that the calendar does not know, such as February 30. */
    private Optional<Instant> time(String pointer) {
        JsonNode text = document.at(pointer);
        if (!text.isString() || !text.asString().endsWith("Z")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.asString()));
        } catch (DateTimeException e) {
            refuse(pointer, Texts.show(text) + " is no time. Accepted: for example 2026-11-24T00:00:00Z.");
            return Optional.empty();
        }
    }

    private void refuse(String pointer, String message) {
        errors.add(new FieldError(pointer, message));
    }
}
