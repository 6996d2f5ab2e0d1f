package org.countersign.suggestion;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Move.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks and moves many suggestions inside the caller's transaction, with as few statements as one takes. */
@Component
class BulkMoves {

    private final JdbcClient sql;
    private final ApprovalSettings approvals;
    private final Clock clock;

    BulkMoves(JdbcClient sql, ApprovalSettings approvals, Clock clock) {
        this.sql = sql;
        this.approvals = approvals;
        this.clock = clock;
    }

    /** Locks in the order of ids, so that two who lock many never wait for each other. */
    void lock(Collection<SuggestionId> ids) {
        sql.sql("select id from suggestion where id = any(?) order by id for update")
                .param(ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(row -> {});
    }

    /**
     * Moves them all, or throws.
     *
     * @throws Refusal.Conflict if a step is not in the table, or one is no longer what was seen of it
     */
    void move(List<Move> moves) {
        moves.forEach(BulkMoves::requireSteps);
        apply(moves, Move::approves);
    }

    /** Notes that they are approved once more where they stand; the approval is good as long as any new one. */
    void stay(List<Move> stays) {
        apply(stays, stay -> true);
    }

    /**
     * Ends them all, or throws. What comes of it in log and history is for the caller.
     *
     * @throws Refusal.Conflict if one cannot end so, or is no longer what was seen of it
     */
    void end(List<Standing> standing, SuggestionState end) {
        standing.forEach(each -> requireStep(each.id(), each.state(), end));
        int ended = sql.sql("""
                        update suggestion s set state = ?, version = s.version + 1
                        from unnest(?::uuid[], ?::int[], ?::text[]) as m (id, revision, previous)
                        where s.id = m.id and s.revision = m.revision and s.state = m.previous
                        """)
                .params(
                        end.name(),
                        array(standing, each -> each.id().value(), UUID[]::new),
                        array(standing, Standing::revision, Integer[]::new),
                        array(standing, each -> each.state().name(), String[]::new))
                .update();
        requireAll(ended, standing.size());
    }

    private void apply(List<Move> moves, Predicate<Move> approves) {
        Instant now = clock.instant();
        int moved = sql.sql("""
                        update suggestion s set state = m.next, version = s.version + 1,
                            approved_until = case when m.approved then m.until else s.approved_until end
                        from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[])
                            as m (id, revision, previous, next, approved, until)
                        where s.id = m.id and s.revision = m.revision and s.state = m.previous
                        """)
                .params(
                        array(moves, move -> move.from().id().value(), UUID[]::new),
                        array(moves, move -> move.from().revision(), Integer[]::new),
                        array(moves, move -> move.from().state().name(), String[]::new),
                        array(moves, move -> move.end().name(), String[]::new),
                        array(moves, approves::test, Boolean[]::new),
                        texts(moves, move -> approves.test(move) ? goodUntil(move, now) : null))
                .update();
        requireAll(moved, moves.size());
        remember(moves);
    }

    private static void requireAll(int moved, int all) {
        if (moved != all) {
            throw new Refusal.Conflict(
                    "stale-revision",
                    (all - moved) + " of " + all
                            + " suggestions are not what was seen of them any more. Read them again.");
        }
    }

    /** When an approval that is given now runs out. */
    private @Nullable String goodUntil(Move move, Instant now) {
        Proposal proposal = move.from().proposal();
        if (proposal == null) {
            return null;
        }
        Instant until = approvals.until(proposal.kind(), now, move.from().expiresAt());
        return until == null ? null : until.toString();
    }

    private void remember(List<Move> moves) {
        List<Taken> taken = new ArrayList<>();
        moves.forEach(move -> move.steps().forEach(step -> taken.add(new Taken(move.from(), step))));
        sql.sql("""
                        insert into suggestion_history (suggestion, at, state, revision, actor, reason, entry)
                        select suggestion, ?, state, revision, actor, reason, entry
                        from unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::uuid[]) with ordinality
                            as t (suggestion, state, revision, actor, reason, entry, place) order by place
                        """)
                .params(
                        Timestamp.from(clock.instant()),
                        array(taken, each -> each.from().id().value(), UUID[]::new),
                        array(taken, each -> each.step().state().name(), String[]::new),
                        array(taken, each -> each.from().revision(), Integer[]::new),
                        array(taken, each -> each.step().actor().toString(), String[]::new),
                        texts(taken, each -> each.step().reason()),
                        array(taken, each -> each.step().entry().value(), UUID[]::new))
                .update();
    }

    private static void requireSteps(Move move) {
        SuggestionState state = move.from().state();
        for (Step step : move.steps()) {
            requireStep(move.from().id(), state, step.state());
            state = step.state();
        }
    }

    private static void requireStep(SuggestionId id, SuggestionState state, SuggestionState next) {
        if (!state.canBecome(next)) {
            throw new Refusal.Conflict(
                    "illegal-move",
                    "Suggestion " + id + " is " + state + " and cannot become " + next + ". Maybe the page was stale.");
        }
    }

    private static <T, C> C[] array(List<T> list, Function<? super T, ? extends C> column, IntFunction<C[]> generator) {
        return list.stream().<C>map(column).toArray(generator);
    }

    private static <T> @Nullable String[] texts(List<T> list, Function<? super T, @Nullable String> column) {
        @Nullable String[] texts = new String[list.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(list.get(i));
        }
        return texts;
    }

    private record Taken(SuggestionView from, Step step) {}
}
