package org.countersign.testing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewDesk;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings suggestions before people as the process does: received, screened, opened for review. */
public final class Desk {

    /** Name of the producer. */
    public static final String SHOP = "shop-ml";

    /** Who leads suggestions by hand. */
    public static final Actor MOVER = Actor.person("ana");

    // Small enough that no policy asks for more people because of it.
    private static final int SIZE = 1_240;

    private final AtomicLong taskKeys = new AtomicLong(1_000);
    private final Suggestions suggestions;
    private final Screenings screenings;
    private final ReviewDesk reviewDesk;
    private final Reviews reviews;
    private final AuditEntries log;
    private final TransactionTemplate transaction;
    private final JdbcClient sql;

    public Desk(
            Suggestions suggestions,
            Screenings screenings,
            ReviewDesk reviewDesk,
            Reviews reviews,
            AuditEntries log,
            TransactionTemplate transaction,
            JdbcClient sql) {
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.reviewDesk = reviewDesk;
        this.reviews = reviews;
        this.log = log;
        this.transaction = transaction;
        this.sql = sql;
    }

    /** A valid suggestion that one person must look at, since it does not say how its audience is made up. */
    public static Proposals unmeasurable() {
        return Proposals.copy()
                .with("/audience/size", SIZE)
                .with("/audience/composition", Json.MAPPER.createArrayNode());
    }

    /** A valid suggestion that two people must approve: of the older customers far fewer are chosen. */
    public static Proposals unfair() {
        ArrayNode composition = Json.MAPPER.createArrayNode();
        ArrayNode groups = composition.addObject().put("attribute", "age").putArray("groups");
        group(groups, "19-24", 460, 180);
        group(groups, "35-44", 510, 196);
        group(groups, "65+", 720, 60);
        return Proposals.copy().with("/audience/size", SIZE).with("/audience/composition", composition);
    }

    private static void group(ArrayNode groups, String name, int eligible, int favoured) {
        ObjectNode group = groups.addObject();
        group.put("group", name).put("eligible", eligible).put("favoured", favoured);
    }

    /** Takes it in. */
    public SuggestionId receive(Proposals proposal) {
        Receipt receipt =
                suggestions.receive(SHOP, List.of(proposal.document())).getFirst();
        if (receipt.id() == null) {
            throw new IllegalStateException("The proposal was not accepted: " + receipt.errors());
        }
        return SuggestionId.of(receipt.id());
    }

    /** Takes it in and screens it. */
    public SuggestionId screen(Proposals proposal) {
        SuggestionId id = receive(proposal);
        screenings.screen(id);
        return id;
    }

    /** Takes it in, screens it and opens its review. */
    public ReviewId open(Proposals proposal) {
        return reviewDesk.open(screen(proposal), nextTaskKey());
    }

    /** Screens what was received or revised, and opens its review. */
    public ReviewId openAgain(SuggestionId id) {
        screenings.screen(id);
        return reviewDesk.open(id, nextTaskKey());
    }

    /** An approval by the person who has just looked at it. */
    public NewDecision approval(String person, ReviewId review) {
        return decision(person, review, Decision.APPROVE, null, null);
    }

    /** An approval with its reason. */
    public NewDecision approval(String person, ReviewId review, String reason) {
        return decision(person, review, Decision.APPROVE, null, reason);
    }

    /** A rejection by the person who has just looked at it. */
    public NewDecision rejection(String person, ReviewId review) {
        return decision(person, review, Decision.REJECT, ReasonCode.CLAIM_NOT_PROVEN, "“Only 3 left” is not shown.");
    }

    /** Any decision, on the version that the person has just looked at. */
    public NewDecision decision(
            String person, ReviewId review, Decision decision, @Nullable ReasonCode code, @Nullable String reason) {
        return new NewDecision(Actor.person(person), reviews.get(review).version(), decision, code, reason);
    }

    /** Has {@link #MOVER} lead its first revision into the next state, whatever the reason would be; returns the entry. */
    public EntryId move(SuggestionId id, SuggestionState next) {
        return Objects.requireNonNull(transaction.execute(status -> {
            EntryId entry = log.append(NewEntry.of(EntryType.SCREENING, id.subject(), MOVER, Map.of()));
            suggestions.move(id, 1, next, MOVER, null, entry);
            return entry;
        }));
    }

    /** Types of the entries about it that are written, in the order of the log. */
    public List<String> logged(SuggestionId id) {
        return sql.sql("select type from audit_written where subject = ? order by log_index, written")
                .param(id.subject())
                .query((row, number) -> row.getString("type"))
                .list();
    }

    /** The entries about it that are written, as the log has them, in its order. */
    public List<String> leaves(SuggestionId id) {
        return sql.sql(
                        "select convert_from(leaf, 'UTF8') from audit_written where subject = ? order by log_index, written")
                .param(id.subject())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** A task key that no review has yet. */
    public long nextTaskKey() {
        return taskKeys.incrementAndGet();
    }
}
