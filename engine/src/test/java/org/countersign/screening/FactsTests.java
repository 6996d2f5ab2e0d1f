package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.bias.BiasResult;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.Vocabulary;
import org.countersign.privacy.PersonalData;
import org.countersign.suggestion.Kind;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<Consent> CONSENTS = List.of(
            new Consent("MARKETING", "ANY", ConsentStatus.GRANTED, NOW, "checkout", "1"),
            new Consent("PROFILING", "ANY", ConsentStatus.WITHDRAWN, NOW, "checkout", "2026-05"),
            new Consent("PARENTAL", "ANY", ConsentStatus.GRANTED, NOW, "checkout", "1"),
            new Consent("SALE", "ANY", ConsentStatus.OBJECTED, NOW, "checkout", "1"),
            new Consent("SENSITIVE_DATA", "ANY", ConsentStatus.OBJECTED, NOW, "checkout", "1"),
            new Consent("WRITTEN_MESSAGES", "SMS", ConsentStatus.GRANTED, NOW, "checkout", "1"),
            new Consent("WRITTEN_MESSAGES", "EMAIL", ConsentStatus.GRANTED, NOW, "checkout", "1"),
            new Consent("CONTACT", "SMS", ConsentStatus.WITHDRAWN, NOW, "stop", "1"),
            new Consent("SOFT_OPT_IN", "EMAIL", ConsentStatus.GRANTED, NOW, "checkout", "1"),
            new Consent("TOPIC_GAMBLING", "ANY", ConsentStatus.OBJECTED, NOW, "profile", "1"));

    @Test
    void fillsEveryWordOfTheVocabularyForSomeKind() {
        Set<String> filled = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            filled.addAll(facts(Proposals.of(kind)
                            .with("/uncertainty", 0.2)
                            .with("/data/effect", "NONE")
                            .with(
                                    "/advertising",
                                    Map.of(
                                            "paid",
                                            true,
                                            "marked",
                                            true,
                                            "onBehalfOf",
                                            "Acme",
                                            "payer",
                                            "Acme",
                                            "parameters",
                                            "interest in coffee"))
                            .with(
                                    "/audience/signals",
                                    Map.of("gpc", false, "tcf", "CPXX", "gpp", "DBABLA~BFQVAAAAAABA.YA")))
                    .values()
                    .keySet());
        }
        filled.addAll(
                facts(Proposals.offer().with("/content/price/floor", "5.00").with("/content/price/ceiling", "9.00"))
                        .values()
                        .keySet());

        assertThat(Vocabulary.facts())
                .extracting(Fact::name)
                .allSatisfy(name -> assertThat(filled).contains(name));
    }

    @Test
    void readsAPriceOffer() {
        FactSet facts = facts(Proposals.offer());

        assertThat(facts.values())
                .containsEntry("suggestion.kind", "PRICE_OFFER")
                .containsEntry("suggestion.singleCustomer", false)
                .containsEntry("suggestion.channels", List.of("EMAIL", "WEB"))
                .containsEntry("suggestion.featureCategories", List.of("TRANSACTION"))
                .containsEntry("suggestion.audienceSize", new BigDecimal("1240"))
                .containsEntry("suggestion.score", new BigDecimal("0.83"))
                .containsEntry("customer.minimumAge", new BigDecimal("18"))
                .containsEntry("customer.inEu", true)
                .containsEntry("customer.gpc", false)
                .containsEntry("price.offered", new BigDecimal("7.99"))
                .containsEntry("price.showsReference", true)
                .containsEntry("price.discountPercent", new BigDecimal("11.1234705228"))
                .containsEntry("product.sensitiveClasses", List.of())
                .containsEntry("product.ageLimit", BigDecimal.ZERO)
                .containsEntry("bias.result", "PASS")
                .doesNotContainKeys("consent.marketing", "consent.restricted", "message.body");
    }

    @Test
    void leavesUnknownWhatNobodyStated() {
        FactSet facts = facts(Proposals.offer()
                .with("/audience/ageBand", null)
                .with("/audience/signals", null)
                .with("/audience/contactsLast7Days", null)
                .without("/audience/jurisdictions")
                .without("/data/features")
                .with("/data/legalBasis", null)
                .with("/content/price/referenceShown", null)
                .with("/content/price/personalised", null)
                .with("/content/products/0/stock", null)
                .with("/score", null));

        assertThat(facts.values())
                .doesNotContainKeys(
                        "customer.ageBand",
                        "customer.minimumAge",
                        "customer.gpc",
                        "customer.contactsLast7Days",
                        "customer.jurisdictions",
                        "customer.inEu",
                        "suggestion.featureCategories",
                        "suggestion.legalBasis",
                        "price.referenceShown",
                        "price.personalised",
                        "product.lowestStock",
                        "suggestion.score")
                .containsEntry("price.showsReference", false);
    }

    @Test
    void tellsNoFeaturesFromFeaturesNotStated() {
        assertThat(facts(Proposals.copy().with("/data/features", List.of())).values())
                .containsEntry("suggestion.featureCategories", List.of());
    }

    @Test
    void bringsTheCountryOfASubdivisionAlong() {
        FactSet facts = facts(Proposals.offer().with("/audience/jurisdictions", List.of("US-NY", "GF")));

        assertThat(facts.values())
                .containsEntry("customer.jurisdictions", List.of("GF", "US", "US-NY"))
                .containsEntry("customer.inEu", true); // French Guiana
    }

    @ParameterizedTest
    @CsvSource({"DE, true", "DE-BY, true", "GR, true", "GB, false", "CH, false", "US-NY, false"})
    void knowsWhoIsInTheEuropeanUnion(String jurisdiction, boolean expected) {
        assertThat(facts(Proposals.offer().with("/audience/jurisdictions", List.of(jurisdiction)))
                        .values())
                .containsEntry("customer.inEu", expected);
    }

    @Test
    void readsASingleCustomersConsentsFromTheRegister() {
        FactSet facts = facts(Proposals.cartRecovery());

        assertThat(facts.values())
                .containsEntry("suggestion.singleCustomer", true)
                .containsEntry("consent.marketing", "GRANTED")
                .containsEntry("consent.profiling", "WITHDRAWN")
                .containsEntry("consent.restricted", false);
    }

    @Test
    void takesASegmentsConsentFromItsRule() {
        assertThat(facts(Proposals.targeting()).values()).containsEntry("consent.marketing", "GRANTED");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T10:30:00Z, 1.5", "2026-11-23T12:00:00Z, 0", "2026-11-23T12:04:00Z, 0"})
    void countsHoursSinceTheCartWasTouched(String touched, BigDecimal hours) {
        assertThat(facts(Proposals.cartRecovery().with("/content/cartTouchedAt", touched))
                        .values())
                .containsEntry("suggestion.hoursSinceCartTouched", hours);
    }

    @ParameterizedTest
    @CsvSource({"10.00, 5.00, 50", "10.00, 10.00, 0", "10.00, 12.00, 0", "3.00, 1.00, 66.6666666667"})
    void computesTheReduction(String list, String offered, BigDecimal percent) {
        assertThat(facts(Proposals.offer().with("/content/price/list", list).with("/content/price/offered", offered))
                        .values())
                .containsEntry("price.discountPercent", percent);
    }

    @Test
    void knowsNoReductionOfNothing() {
        assertThat(facts(Proposals.offer().with("/content/price/list", "0.00").with("/content/price/offered", "0.00"))
                        .values())
                .doesNotContainKey("price.discountPercent");
    }

    /** Five products of The Complete Journey have no row in the catalogue. */
    @Test
    void knowsNothingOfAProductThatIsInNoCatalogue() {
        FactSet facts = facts(Proposals.offer().with("/content/products/0/categories", List.of()));

        assertThat(facts.values())
                .doesNotContainKeys("product.categories", "product.sensitiveClasses", "product.ageLimit");
    }

    @Test
    void keepsWhatIsKnownOfAProductThatIsInNoCatalogue() {
        FactSet facts = facts(Proposals.offer()
                .with("/content/products/0/categories", List.of())
                .with("/content/products/0/sensitiveClass", "PREGNANCY")
                .with("/content/products/0/ageLimit", 18));

        assertThat(facts.values())
                .containsEntry("product.sensitiveClasses", List.of("PREGNANCY"))
                .containsEntry("product.ageLimit", new BigDecimal("18"));
    }

    @Test
    void collectsClaimsWithoutEvidence() {
        FactSet facts = facts(Proposals.copy()
                .with(
                        "/content/message/claims",
                        List.of(
                                Map.of("type", "FREE", "text", "Free!", "evidence", "terms-7"),
                                Map.of("type", "SCARCITY", "text", "Only 3 left", "evidence", " "))));

        assertThat(facts.values())
                .containsEntry("message.claims", List.of("FREE", "SCARCITY"))
                .containsEntry("message.unprovenClaims", List.of("SCARCITY"));
    }

    @Test
    void readsWhatElseTheRegisterHolds() {
        assertThat(facts(Proposals.cartRecovery()).values())
                .containsEntry("consent.softOptIn", true)
                .containsEntry("consent.unsubscribed", false)
                .containsEntry("consent.excludedTopics", List.of("GAMBLING"))
                .containsEntry("consent.noticeVersion", "2026-05")
                .containsEntry("consent.sale", "OBJECTED");
        assertThat(facts(Proposals.cartRecovery().with("/channels", List.of("SMS")))
                        .values())
                .containsEntry("consent.softOptIn", false)
                .containsEntry("consent.unsubscribed", true);
        assertThat(facts(Proposals.offer()).values())
                .doesNotContainKeys("consent.softOptIn", "consent.unsubscribed", "consent.excludedTopics");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z, Europe/Berlin, 13",
        "2026-11-24T06:30:00Z, Europe/Berlin, 7.5",
        "2026-11-24T06:30:00Z, America/New_York, 1.5"
    })
    void knowsTheLocalHourAtWhichItCanGoOut(String validFrom, String zone, BigDecimal hour) {
        assertThat(facts(Proposals.copy().with("/validFrom", validFrom).with("/audience/timeZone", zone))
                        .values())
                .containsEntry("suggestion.localHour", hour);
        assertThat(facts(Proposals.copy().with("/audience/timeZone", null)).values())
                .doesNotContainKey("suggestion.localHour");
    }

    @Test
    void knowsHowOldAndFromWhereTheFeaturesAre() {
        assertThat(facts(Proposals.offer()).values())
                .containsEntry("suggestion.sourcePurposes", List.of("shop:MARKETING"))
                .containsEntry("suggestion.oldestFeatureDays", new BigDecimal("53"));
        assertThat(facts(Proposals.offer()
                                .with("/data/features/0/source", null)
                                .with("/data/features/0/collectedAt", null))
                        .values())
                .doesNotContainKeys("suggestion.sourcePurposes", "suggestion.oldestFeatureDays");
    }

    @Test
    void findsPersonalDataInCopyButNotTheSendersOwn() {
        assertThat(facts(Proposals.copy()).values()).containsEntry("message.personalData", List.of());
        assertThat(facts(Proposals.copy()
                                .with("/content/message/body", "Dear ada@example.org, your card 4012 8888 8888 1881."))
                        .values())
                .containsEntry("message.personalData", List.of("CARD", "EMAIL"));
    }

    @Test
    void saysWhatAPaidPlacementLacks() {
        assertThat(facts(Proposals.recommendation().with("/advertising", Map.of("paid", true, "payer", "Acme")))
                        .values())
                .containsEntry("ad.paid", true)
                .containsEntry("ad.missing", List.of("MARKING", "ON_BEHALF_OF", "PARAMETERS"));
    }

    @Test
    void takesAGpcSignalOutOfAGppString() {
        assertThat(facts(Proposals.offer().with("/audience/signals", Map.of("gpp", "DBABLA~BFQVAAAAAABA.YA")))
                        .values())
                .containsEntry("customer.gpc", true);
    }

    private static FactSet facts(Proposals proposals) {
        List<Consent> consents = proposals.proposal().audience().subject() == null ? List.of() : CONSENTS;
        BiasFacts bias = new BiasFacts(
                BiasResult.PASS, BigDecimal.ONE, new BigDecimal("0.9"), new BigDecimal("1.1"), List.of(), false);
        return new Facts(new PersonalData(List.of()), new ShopProperties(false))
                .of(proposals.proposal(), proposals.document(), consents, bias, NOW);
    }
}
