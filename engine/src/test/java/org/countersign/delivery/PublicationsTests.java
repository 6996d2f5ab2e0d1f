package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanView;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.audit.Sequencer;
import org.countersign.policy.DrlReader;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@EngineTest
@TestPropertySource(
        properties = {"countersign.screening.audit-sample-rate=0", "countersign.allocation.time-limit=PT2S"})
@Import(PublicationsTests.OneRule.class)
class PublicationsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);
    private static final Actor PLANNER = Actor.person("planner1");

    @Autowired
    private Publications publications;

    @Autowired
    private ContentItems items;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Allocations allocations;

    @Autowired
    private Slots slots;

    @Autowired
    private AuditEntries log;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Desk desk;

    private long start;

    @BeforeEach
    void setUp() {
        sequencer.sequence();
        start = items.head();
    }

    @Test
    void publishesWhatWasApprovedAutomatically() {
        SuggestionId id = desk.screen(clear());

        publications.publish(id);
        JsonNode item = only();

        assertThat(suggestions.get(id).state()).isEqualTo(SuggestionState.PUBLISHED);
        assertThat(item.path("kind").stringValue()).isEqualTo("PRICE_OFFER");
        assertThat(item.path("content")).isEqualTo(clear().document().path("content"));
        assertThat(item.at("/approval/by").stringValue()).isEqualTo("AUTOMATIC");
        assertThat(new ItemVerifier(items.keys()).isHashed(item)).isTrue();
    }

    @Test
    void tellsConsumersWhatTheyNeedOfTheAudienceAndNoMore() {
        publications.publish(desk.screen(clear()));

        JsonNode audience = only().path("audience");

        assertThat(audience.propertyNames())
                .containsExactlyInAnyOrder("segment", "subject", "ageBand", "jurisdictions", "timeZone");
    }

    @Test
    void namesTheRoleOfWhoApprovedAndNotThePerson() {
        ReviewId review = desk.open(Desk.unmeasurable().without("/placement"));
        approve(review, "ana", null);
        SuggestionId id = reviews.get(review).suggestion();

        publications.publish(id);
        JsonNode item = only();

        assertThat(item.at("/approval/by").stringValue()).isEqualTo("REVIEWER");
        assertThat(item.toString()).doesNotContain("ana\"").doesNotContain("PERSON");
        assertThat(entry(item.at("/approval/entry").longValue()).type()).isEqualTo(EntryType.APPROVAL);
    }

    @Test
    void wantsAsManyPeopleAsTheVerdictAsksFor() {
        ReviewId review = desk.open(Desk.unfair().without("/placement"));
        SuggestionId id = reviews.get(review).suggestion();
        approve(review, "ana", "Measured on a holiday week.");
        assertThatThrownBy(() -> publications.publish(id)).isInstanceOf(Refusal.Conflict.class);

        approve(review, "ben", "Agreed, and the next week is watched.");
        publications.publish(id);

        assertThat(only().at("/approval/approvals").intValue()).isEqualTo(2);
    }

    @Test
    void publishesOnceHoweverOftenItIsAsked() throws Exception {
        SuggestionId id = desk.screen(clear());
        Callable<Void> publish = () -> {
            publications.publish(id);
            return null;
        };

        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (Future<Void> each : pool.invokeAll(List.of(publish, publish, publish, publish))) {
                each.get();
            }
        }

        only();
        assertThat(log.about(id.subject()))
                .filteredOn(entry -> entry.type() == EntryType.PUBLISHED)
                .hasSize(1);
    }

    @Test
    void publishesOncePerConfirmedPlaceInItsSlotAndChannel() {
        Instant noon = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(10))
                .plus(Duration.ofHours(12));
        slots.replace(
                PLANNER,
                new SlotBook(
                        List.of(slot("mail", "EMAIL", noon), slot("home", "WEB", noon.plusSeconds(7200))), List.of()));
        SuggestionId id = desk.screen(Proposals.offer()
                .with("/audience/segment", "segment-" + UUID.randomUUID())
                .with("/audience/contactsLast7Days", 0)
                .with("/channels", List.of("EMAIL", "WEB"))
                .with("/placement/minPlacements", 2)
                .with("/placement/maxPlacements", 2)
                .valid(noon.minus(Duration.ofDays(2)), noon.plus(Duration.ofDays(2))));
        PlanView plan = allocations.get(
                allocations.propose(UUID.randomUUID().toString()).orElseThrow());
        allocations.confirm(plan.id(), plan.version(), PLANNER, Set.of());

        publications.publish(id);
        List<JsonNode> published = page();

        assertThat(published)
                .extracting(
                        item -> item.at("/channels/0").stringValue(),
                        item -> item.path("channels").size(),
                        item -> item.path("validFrom").stringValue())
                .containsExactly(
                        tuple("EMAIL", 1, noon.toString()),
                        tuple("WEB", 1, noon.plusSeconds(7200).toString()));
        assertThat(published).extracting(item -> item.path("contentId")).doesNotHaveDuplicates();
        assertThat(items.why(ContentId.of(published.getFirst().path("contentId").stringValue()))
                        .grounds()
                        .at("/slot/slot")
                        .stringValue())
                .isEqualTo("mail");
    }

    @Test
    void refusesWhatNobodyApproved() {
        SuggestionId received = desk.receive(clear());
        SuggestionId waiting = desk.screen(Desk.unmeasurable().without("/placement"));
        SuggestionId withoutSlot = desk.screen(Proposals.offer());

        assertThatThrownBy(() -> publications.publish(received))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("is RECEIVED and can be published only when APPROVED");
        assertThatThrownBy(() -> publications.publish(waiting)).hasMessageContaining("is SCREENED");
        assertThatThrownBy(() -> publications.publish(withoutSlot)).hasMessageContaining("only when SCHEDULED");
    }

    @Test
    void refusesWhatIsNoLongerValid() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SuggestionId id = desk.screen(clear().valid(now.minusSeconds(60), now.plusSeconds(5)));
        await().until(() -> Instant.now().isAfter(now.plusSeconds(5)));

        assertThatThrownBy(() -> publications.publish(id))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("was valid until");
    }

    @Test
    void writesDisclosuresWhereWhoeverShowsTheContentFindsThem() {
        publications.publish(desk.screen(clear().with("/content/price/personalised", true)));

        JsonNode item = only();

        assertThat(item.at("/disclosures/0/rule").stringValue()).isEqualTo("TST-01");
        assertThat(item.at("/disclosures/0/message").stringValue()).isEqualTo("The price was personalised.");
    }

    @Test
    void servesAndHashesTheContentWithoutWhatARuleTakesOut() {
        publications.publish(desk.screen(
                clear().model("leaky", "1.0.0").with("/content/products/0/title", "As for ada@example.org")));

        JsonNode item = only();

        assertThat(item.at("/content/products/0/title").stringValue()).isEqualTo("As for [removed]");
        assertThat(item.toString()).doesNotContain("ada@example.org");
        assertThat(new ItemVerifier(items.keys()).isHashed(item)).isTrue();
    }

    @Test
    void keepsTheArmOfTheExperimentInTheGrounds() {
        publications.publish(desk.screen(clear().with("/experiment", Map.of("id", "autumn-prices", "arm", "B"))));

        JsonNode experiment = items.why(ContentId.of(only().path("contentId").stringValue()))
                .grounds()
                .path("experiment");

        assertThat(experiment.path("id").stringValue()).isEqualTo("autumn-prices");
        assertThat(experiment.path("arm").stringValue()).isEqualTo("B");
    }

    @Test
    void keepsTheGroundsAsTheyWereAndProvesThem() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);
        JsonNode item = only();

        Why why = items.why(ContentId.of(item.path("contentId").stringValue()));

        assertThat(why.state()).isEqualTo(Why.State.LIVE);
        assertThat(why.grounds().at("/consent/purpose").stringValue()).isEqualTo("MARKETING");
        assertThat(why.grounds().at("/model/name").stringValue())
                .isEqualTo(clear().document().at("/model/name").stringValue());
        assertThat(why.grounds().at("/rules/evaluated").intValue()).isEqualTo(2);
        assertThat(why.grounds().at("/slot").isNull()).isTrue();
        assertThat(why.grounds().at("/experiment").isNull()).isTrue();
        assertThat(why.proof().entry().document().at("/facts/contentHash").stringValue())
                .isEqualTo(item.path("contentHash").stringValue());
        why.proof().inclusion().verify();
    }

    @Test
    void replacesAnItemWhenItsSuggestionIsRevisedAndApprovedAgain() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);
        JsonNode first = only();
        JsonNode current = suggestions.get(id).document();
        assertThat(current).isNotNull();
        JsonNode revised = current.deepCopy();
        revised.path("content").path("price").asObject().put("offered", "5.99");

        suggestions.revise(SHOP, id, revised);
        assertThat(items.feed(new FeedRequest(start, 10, null, null)).items()).isEmpty();
        screenings.screen(id);
        publications.publish(id);

        List<JsonNode> after = page();
        assertThat(after).extracting(item -> item.path("type").stringValue()).containsExactly("WITHDRAWN", "PUBLISHED");
        assertThat(after.getFirst().path("contentId")).isEqualTo(first.path("contentId"));
        assertThat(after.getLast().at("/content/price/offered").stringValue()).isEqualTo("5.99");
    }

    @Test
    void takesBackWhatIsWithdrawn() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);
        only();

        endings.withdraw(SHOP, id, "out of stock");

        assertThat(items.feed(new FeedRequest(start, 10, null, null)).items()).isEmpty();
        assertThat(only().path("type").stringValue()).isEqualTo("WITHDRAWN");
        assertThat(log.about(id.subject()))
                .filteredOn(entry -> entry.type() == EntryType.WITHDRAWN)
                .singleElement()
                .satisfies(entry -> assertThat(entry.leaf()).doesNotContain("out of stock"));
    }

    private static Proposals clear() {
        return Proposals.offer().without("/placement");
    }

    private void approve(ReviewId review, String person, @Nullable String reason) {
        long version = reviews.get(review).version();
        reviews.decide(review, new NewDecision(Actor.person(person), version, Decision.APPROVE, null, reason));
    }

    private static SlotBook.Slot slot(String id, String channel, Instant start) {
        return new SlotBook.Slot(id, channel, start, start.plusSeconds(3600), null, BigDecimal.valueOf(100));
    }

    private JsonNode only() {
        List<JsonNode> page = page();
        assertThat(page).hasSize(1);
        return page.getFirst();
    }

    private List<JsonNode> page() {
        sequencer.sequence();
        return items.feed(new FeedRequest(start, 10, null, null)).items().stream()
                .map(item -> Json.MAPPER.readTree(item.json()))
                .toList();
    }

    private LogEntry entry(long index) {
        return log.range(index, index + 1).getFirst();
    }

    @TestConfiguration
    static class OneRule {

        @Bean
        @Primary
        PolicySource oneRule() {
            return new PolicySource() {
                @Override
                public List<PolicyRule> rules() {
                    return DrlReader.read("test.drl", """
                            package policies.test

                            rule "Personalised prices are disclosed"
                                @id("TST-01")
                                @source("ethics")
                                @unknown("SKIP")
                                @message("The price was personalised.")
                            when
                                $v : Verdict()
                                Facts( price.personalised == true )
                            then
                                $v.requireDisclosure("TST-01");
                            end

                            rule "What leaks is taken out"
                                @id("TST-02")
                                @source("ethics")
                                @redaction("PERSONAL_DATA")
                                @unknown("SKIP")
                                @message("Taken out.")
                            when
                                $v : Verdict()
                                Facts( model.name == "leaky" )
                            then
                                $v.redact("TST-02");
                            end
                            """, ReferenceLists.none());
                }
            };
        }
    }
}
