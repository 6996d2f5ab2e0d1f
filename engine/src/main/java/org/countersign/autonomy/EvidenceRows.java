package org.countersign.autonomy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.countersign.bias.Sample;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionMoved;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionsMoved;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people decided on drawn suggestions, and when evidence started anew. */
@Repository
class EvidenceRows {

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    EvidenceRows(JdbcClient sql, JdbcTemplate jdbc, Clock clock) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A scope with its evidence. */
    record Known(Scope scope, Evidence evidence) {}

    /** Notes first revisions that were drawn though nothing asked for a person; a later one was changed already. */
    void drawn(List<DrawnCase> drawn) {
        if (drawn.isEmpty()) {
            return;
        }
        Timestamp now = now();
        jdbc.batchUpdate("""
                insert into autonomy_case (suggestion, model_name, model_version, kind, markets, drawn_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """, drawn, drawn.size(), (statement, each) -> {
            Proposal proposal = each.proposal();
            statement.setObject(1, each.suggestion().value());
            statement.setString(2, proposal.model().name());
            statement.setString(3, proposal.model().version());
            statement.setString(4, proposal.kind().name());
            statement.setArray(
                    5,
                    statement
                            .getConnection()
                            .createArrayOf("text", Scope.markets(proposal).toArray()));
            statement.setTimestamp(6, now);
        });
    }

    @EventListener
    void on(SuggestionMoved moved) {
        Boolean unchanged = unchanged(moved.previous(), moved.state(), moved.revision());
        if (unchanged != null) {
            settle(List.of(moved.id()), unchanged);
        }
    }

    @EventListener
    void on(SuggestionsMoved moved) {
        for (boolean unchanged : new boolean[] {true, false}) {
            List<SuggestionId> settled = moved.moves().stream()
                    .filter(move -> Objects.equals(unchanged(move), unchanged))
                    .map(move -> move.from().id())
                    .toList();
            if (!settled.isEmpty()) {
                settle(settled, unchanged);
            }
        }
    }

    private static @Nullable Boolean unchanged(Move move) {
        return unchanged(
                move.from().state(),
                move.steps().getFirst().state(),
                move.from().revision());
    }

    /** What a decision in review says; null for any other move. */
    private static @Nullable Boolean unchanged(SuggestionState previous, SuggestionState state, int revision) {
        if (previous != SuggestionState.IN_REVIEW) {
            return null;
        }
        return switch (state) {
            case APPROVED -> revision == 1;
            case REJECTED, CHANGES_REQUESTED -> false;
            default -> null;
        };
    }

    private void settle(List<SuggestionId> suggestions, boolean unchanged) {
        sql.sql("""
                        update autonomy_case set unchanged = :unchanged, settled_at = :now
                         where suggestion = any(:ids) and unchanged is null
                        """)
                .param("unchanged", unchanged)
                .param("now", now())
                .param("ids", suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .update();
    }

    /** What was approved unchanged turns out to have been wrong. */
    void wrongAfterAll(SuggestionId suggestion) {
        sql.sql("update autonomy_case set unchanged = false where suggestion = :id and unchanged")
                .param("id", suggestion.value())
                .update();
    }

    void canaryStopped(SuggestionId suggestion, Kind kind, List<String> markets) {
        sql.sql("insert into autonomy_canary (suggestion, kind, markets, at) values (:id, :kind, :markets, :now)")
                .param("id", suggestion.value())
                .param("kind", kind.name())
                .param("markets", markets.toArray(String[]::new))
                .param("now", now())
                .update();
    }

    /** Lets evidence start anew; null is everything. */
    void startAnew(
            @Nullable String model,
            @Nullable String version,
            @Nullable Kind kind,
            @Nullable String market,
            Cause cause) {
        sql.sql("""
                        insert into autonomy_restart (model_name, model_version, kind, market, cause, at)
                        values (cast(:model as text), cast(:version as text), cast(:kind as text), cast(:market as text), :cause,
                                :now)
                        """)
                .param("model", model)
                .param("version", version)
                .param("kind", kind == null ? null : kind.name())
                .param("market", market)
                .param("cause", cause.name())
                .param("now", now())
                .update();
    }

    /**
     * Every scope that something was drawn of, or that ever had a licence, at most 500, with what counts of it.
     *
     * @param oldest what was settled before does not count
     */
    List<Known> all(Instant oldest) {
        return sql.sql("""
                        with scope as (
                          select model_name, model_version, kind, market
                            from autonomy_case cross join lateral unnest(markets) as m(market)
                          union select model_name, model_version, kind, market from licence),
                        known as (
                          select s.*, r.at, r.cause, greatest(coalesce(r.at, '-infinity'), :oldest) as since
                            from scope s left join lateral (
                              select at, cause from autonomy_restart r
                               where (r.model_name is null
                                      or (r.model_name = s.model_name and r.model_version = s.model_version))
                                 and (r.kind is null or r.kind = s.kind) and (r.market is null or r.market = s.market)
                               order by at desc, seq desc limit 1) r on true)
                        select k.*,
                               (select count(*) from autonomy_canary c
                                 where c.kind = k.kind and k.market = any(c.markets) and c.at > k.since) as canaries,
                               c.settled, c.unchanged
                          from known k cross join lateral (
                            select count(*) as settled, count(*) filter (where unchanged) as unchanged from autonomy_case c
                             where c.model_name = k.model_name and c.model_version = k.model_version and c.kind = k.kind
                               and k.market = any(c.markets) and c.settled_at > k.since) c
                         order by k.model_name, k.model_version, k.kind, k.market limit 500
                        """)
                .param("oldest", Timestamp.from(oldest))
                .query((row, n) -> {
                    Timestamp since = row.getTimestamp("at");
                    String cause = row.getString("cause");
                    return new Known(
                            new Scope(
                                    row.getString("model_name"),
                                    row.getString("model_version"),
                                    Kind.valueOf(row.getString("kind")),
                                    row.getString("market")),
                            new Evidence(
                                    new Sample(row.getLong("unchanged"), row.getLong("settled")),
                                    row.getInt("canaries"),
                                    since == null ? null : since.toInstant(),
                                    cause == null ? null : Cause.valueOf(cause)));
                })
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
