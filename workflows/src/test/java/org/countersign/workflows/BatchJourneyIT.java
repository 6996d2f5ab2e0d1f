package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.BulkProcesses.BulkProcess;
import org.countersign.operations.Instances;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReviewGroupView;
import org.countersign.review.ReviewGroups;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batches on their way through the real domain and a real engine: one process for all, and one more for what waits. */
@ParameterizedClass
@EnumSource
@EngineTest
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class BatchJourneyIT {

    private static final String SHOP = "shop";
    private static final Actor PRODUCER = Actor.client(SHOP);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static @Nullable ProcessEngine connection;

    private final EngineUnderTest engine;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Batches batches;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewGroups groups;

    @Autowired
    private Instances instances;

    @Autowired
    private BulkProcesses processes;

    @Autowired
    private AuditEntries log;

    BatchJourneyIT(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void connect() {
        if (connection == null) {
            connection = engine.connect(context);
        }
    }

    @AfterParameterizedClassInvocation
    static void disconnect() {
        if (connection != null) {
            connection.stop();
            connection = null;
        }
    }

    @Test
    void publishesWhatIsClearInOneProcess() {
        BatchId batch = receive(chunksOf(2, 30, BatchJourneyIT::clear));

        awaitAll(batch, SuggestionState.PUBLISHED);

        List<SuggestionId> ids = all(batch, 2);
        assertThat(ids).hasSize(60);
        assertThat(ids)
                .as("none has a process of its own")
                .allSatisfy(
                        id -> assertThat(instances.instancesOf(id.toString())).isEmpty());
        assertThat(ids)
                .as("each has its own entries")
                .allSatisfy(id -> assertThat(log.about(id.subject()))
                        .extracting(entry -> entry.type())
                        .containsExactly(EntryType.SCREENING, EntryType.APPROVAL, EntryType.PUBLISHED));
        await().atMost(PATIENCE)
                .until(() ->
                        processes.of(batch.value()).filter(BulkProcess::ended).isPresent());
    }

    @Test
    void asksAboutAGroupOnceAndAppliesTheDecisionToEach() {
        List<List<Proposals>> chunks = chunksOf(1, 10, BatchJourneyIT::forReview);
        chunks.getFirst().add(clear());
        chunks.getFirst().add(clear().with("/content/price/offered", "99.00"));
        chunks.getFirst().add(forReview().model("another", "1"));
        BatchId batch = receive(chunks);
        ReviewGroupView group = awaitGroup(batch);
        assertThat(group.members()).isEqualTo(10);
        assertThat(batches.get(batch).states())
                .containsEntry(SuggestionState.PUBLISHED, 1)
                .containsEntry(SuggestionState.BLOCKED, 1)
                .containsEntry(SuggestionState.IN_REVIEW, 11);

        approve(group);

        await().atMost(PATIENCE)
                .until(() -> batches.get(batch).states().getOrDefault(SuggestionState.PUBLISHED, 0) == 11);
        SuggestionId alone = in(batch, 1, SuggestionState.IN_REVIEW).getFirst();
        await().atMost(PATIENCE)
                .until(() -> instances.instancesOf(alone.toString()).size() == 1);
        decideAlone(alone);
        await().atMost(PATIENCE).until(() -> state(alone) == SuggestionState.PUBLISHED);
    }

    @Test
    void givesWhatWantsASlotAProcessOfItsOwn() {
        BatchId batch = receive(chunksOf(
                1,
                2,
                () -> Proposals.offer()
                        .valid(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(30)))
                        .with("/audience/segment", "segment-" + UUID.randomUUID())));

        awaitAll(batch, SuggestionState.APPROVED);

        assertThat(all(batch, 1))
                .allSatisfy(id -> await().atMost(PATIENCE)
                        .until(() -> instances.instancesOf(id.toString()).size() == 1));
    }

    @Test
    void letsAMemberGoItsOwnWay() {
        BatchId batch = receive(chunksOf(1, 3, BatchJourneyIT::forReview));
        ReviewGroupView group = awaitGroup(batch);
        SuggestionId withdrawn = group.sample().getFirst().suggestion();
        SuggestionId alone = group.sample().get(1).suggestion();
        SuggestionId revised = group.sample().get(2).suggestion();

        endings.withdraw(PRODUCER, withdrawn, "Wrong price.");
        decideAlone(alone);
        suggestions.revise(PRODUCER, revised, small(revised));

        await().atMost(PATIENCE)
                .until(() -> state(alone) == SuggestionState.PUBLISHED && state(revised) == SuggestionState.PUBLISHED);
        assertThat(state(withdrawn)).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(groups.get(group.id()).isOpen()).isFalse();
        await().atMost(PATIENCE)
                .until(() -> processes
                        .of(group.id().value())
                        .filter(BulkProcess::ended)
                        .isPresent());
    }

    @Test
    void gatesWhatWasTakenInBeforeAnUploadBrokeOff() {
        BatchId batch = batches.open(SHOP);
        take(batch, chunksOf(1, 3, BatchJourneyIT::clear).getFirst());

        batches.breakOff(batch);

        awaitAll(batch, SuggestionState.PUBLISHED);
        assertThat(batches.get(batch).brokeOff()).isTrue();
    }

    /** The same document for so few that nobody needs to look. */
    private JsonNode small(SuggestionId id) {
        ObjectNode document = Objects.requireNonNull(suggestions.get(id).document())
                .asObject()
                .deepCopy();
        document.withObject("/audience").put("size", 1_000);
        return document;
    }

    private BatchId receive(List<List<Proposals>> chunks) {
        BatchId batch = batches.open(SHOP);
        chunks.forEach(chunk -> take(batch, chunk));
        batches.finish(batch);
        return batch;
    }

    private void take(BatchId batch, List<Proposals> chunk) {
        assertThat(batches.receive(
                        batch,
                        SHOP,
                        chunk.stream()
                                .map(proposal -> proposal.json().getBytes(StandardCharsets.UTF_8))
                                .toList()))
                .allMatch(receipt -> receipt.status() == Receipt.Status.ACCEPTED);
    }

    private static List<List<Proposals>> chunksOf(int chunks, int size, Supplier<Proposals> proposal) {
        return IntStream.range(0, chunks)
                .mapToObj(chunk -> {
                    List<Proposals> proposals = new ArrayList<>();
                    IntStream.range(0, size).forEach(i -> proposals.add(proposal.get()));
                    return proposals;
                })
                .toList();
    }

    private static Proposals clear() {
        return Proposals.offer()
                .valid(Instant.now().minusSeconds(3600), Instant.now().plus(Duration.ofDays(30)))
                .without("/placement");
    }

    private static Proposals forReview() {
        return clear().with("/audience/size", 6_000);
    }

    private ReviewGroupView awaitGroup(BatchId batch) {
        await().atMost(PATIENCE).until(() -> !groups.of(batch).isEmpty());
        return groups.get(groups.of(batch).getFirst().id());
    }

    private void approve(ReviewGroupView group) {
        group.sample().forEach(member -> groups.look(member.review(), "ana"));
        groups.decide(
                group.id(),
                new NewDecision(Actor.person("ana"), group.version(), Decision.APPROVE, null, "All are fine."));
    }

    private void decideAlone(SuggestionId id) {
        ReviewView open =
                reviews.of(id).stream().filter(ReviewView::isOpen).findFirst().orElseThrow();
        reviews.decide(
                open.id(),
                new NewDecision(Actor.person("ben"), open.version(), Decision.APPROVE, null, "This one is fine."));
    }

    private void awaitAll(BatchId batch, SuggestionState state) {
        await().atMost(PATIENCE)
                .until(() -> batches.get(batch).states().keySet().equals(Set.of(state)));
    }

    private List<SuggestionId> all(BatchId batch, int chunks) {
        return IntStream.rangeClosed(1, chunks)
                .boxed()
                .flatMap(chunk -> batches.chunk(batch, chunk).keySet().stream())
                .toList();
    }

    private List<SuggestionId> in(BatchId batch, int chunk, SuggestionState state) {
        return batches.chunk(batch, chunk).entrySet().stream()
                .filter(each -> each.getValue() == state)
                .map(Map.Entry::getKey)
                .toList();
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }
}
