package org.countersign.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.Outcome;
import org.countersign.policy.Policies;
import org.countersign.screening.Verdict;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionsEnded;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts content items out as {@link Publications} does, without a suggestion that had to be approved before.
 *
 * <pre>{@code
 * Published.with(context).on("WEB").in("DE").publish()
 * }</pre>
 */
public final class Published {

    private static final Actor TEST = Actor.system("test");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final ApplicationContext context;
    private SuggestionId suggestion = SuggestionId.next();
    private List<String> channels = List.of("WEB");
    private List<String> markets = List.of("DE");
    private List<Verdict.Obligation> disclosures = List.of();
    private int required;
    private @Nullable String slot;
    private Instant until = Instant.parse("2099-01-01T00:00:00Z");

    private Published(ApplicationContext context) {
        this.context = context;
    }

    /** An item for the web in Germany that does not expire. */
    public static Published with(ApplicationContext context) {
        return new Published(context);
    }

    /** Made of a suggestion that there is. */
    public Published of(SuggestionId id) {
        suggestion = id;
        return this;
    }

    public Published on(String... onChannels) {
        channels = List.of(onChannels);
        return this;
    }

    public Published in(String... inMarkets) {
        markets = List.of(inMarkets);
        return this;
    }

    public Published until(Instant end) {
        until = end;
        return this;
    }

    /** For a slot, beside other items of its suggestion. */
    public Published at(String inSlot) {
        slot = inSlot;
        return this;
    }

    /** Only together with these sentences. */
    public Published disclosing(String... messages) {
        disclosures = Arrays.stream(messages)
                .map(message -> new Verdict.Obligation(Outcome.REQUIRE_DISCLOSURE, "Test rule", message, null))
                .toList();
        required = disclosures.size();
        return this;
    }

    /** With a verdict that requires this many disclosures, whatever comes with the item. */
    public Published requiring(int count) {
        required = count;
        return this;
    }

    public SuggestionId suggestion() {
        return suggestion;
    }

    /** In a transaction of its own. */
    public ContentId publish() {
        return Objects.requireNonNull(
                new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).execute(status -> write()));
    }

    /** Takes it back, as the withdrawal, expiry or erasure of its suggestion does. */
    public void end(SuggestionState state) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> context.publishEvent(new SuggestionsEnded(List.of(
                        new SuggestionEnded(suggestion, state, SuggestionState.PUBLISHED, TEST, "no longer wanted")))));
    }

    /** Writes item and log entry in the running transaction. */
    ContentId write() {
        AuditEntries log = context.getBean(AuditEntries.class);
        ContentId id = ContentId.next();
        ObjectNode document = Proposals.of(Kind.PRICE_OFFER).document();
        ContentBody body = ContentBody.of(
                Kind.PRICE_OFFER,
                document.path("content"),
                Proposal.read(document).audience(),
                channels,
                disclosures);
        Map<String, String> bound = Map.of(
                "revision", "1",
                "record", Sha256.hexOf(document.toString().getBytes(StandardCharsets.UTF_8)),
                "policyVersion", context.getBean(Policies.class).active().version());
        EntryId screening = log.append(NewEntry.of(EntryType.SCREENING, suggestion.subject(), TEST, bound));
        EntryId approval = log.append(NewEntry.of(EntryType.APPROVAL, suggestion.subject(), TEST, bound)
                .after(screening));
        EntryId entry = log.append(NewEntry.of(
                        EntryType.PUBLISHED,
                        suggestion.subject(),
                        TEST,
                        Map.of(
                                "contentId", id.toString(),
                                "contentHash", body.hash(),
                                "revision", "1",
                                "policyVersion",
                                        context.getBean(Policies.class).active().version(),
                                "disclosures", String.valueOf(required)))
                .after(approval)
                .withPayload(Json.MAPPER.createObjectNode().put("contentId", id.toString())));
        context.getBean(ContentRows.class)
                .insertAll(List.of(new ContentItem(
                        id,
                        suggestion,
                        1,
                        1,
                        slot,
                        Kind.PRICE_OFFER.name(),
                        channels,
                        markets,
                        LONG_AGO,
                        until.truncatedTo(ChronoUnit.MICROS),
                        body.hash(),
                        body.json(),
                        body.salt(),
                        "{\"by\":\"REVIEWER\",\"approvals\":1}",
                        approval,
                        entry,
                        null)));
        return id;
    }
}
