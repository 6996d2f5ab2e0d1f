package org.countersign.monitoring;

import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectErased;
import org.countersign.shared.Json;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Price;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionMoved;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.suggestion.SuggestionsForgotten;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;

/**
 * Notes what each stage decided about each revision, in the transaction that decided it. Only the first word of a stage
 * on a revision counts: a revision that is gated again has not reached more customers. Rows are only added here, so that
 * nobody waits for a counter; {@link StageRollup} counts them.
 */
@Component
class StageCases {

    private final JdbcClient sql;
    private final Suggestions suggestions;
    private final Consents consents;
    private final Clock clock;

    StageCases(JdbcClient sql, Suggestions suggestions, Consents consents, Clock clock) {
        this.sql = sql;
        this.suggestions = suggestions;
        this.consents = consents;
        this.clock = clock;
    }

    @EventListener
    void on(SuggestionMoved moved) {
        switch (moved.state()) {
            case SCREENED -> open(moved.id(), moved.revision());
            case BLOCKED -> note(moved, Stage.POLICY, false);
            case IN_REVIEW -> note(moved, Stage.POLICY, true);
            case APPROVED -> {
                if (moved.previous() == SuggestionState.SCREENED) {
                    note(moved, Stage.POLICY, true);
                } else if (moved.previous() == SuggestionState.IN_REVIEW) {
                    note(moved, Stage.HUMAN, true);
                }
            }
            case REJECTED, CHANGES_REQUESTED -> note(moved, Stage.HUMAN, false);
            case SCHEDULED -> note(moved, Stage.ALLOCATION, true);
            case PUBLISHED -> note(moved, Stage.PUBLICATION, true);
            case RECEIVED, EXPIRED, WITHDRAWN -> {
                // The start, and ends that SuggestionEnded tells.
            }
        }
    }

    /** What expires got no further; what is withdrawn was taken back by its producer, which says nothing of a stage. */
    @EventListener
    void on(SuggestionEnded ended) {
        if (ended.state() != SuggestionState.EXPIRED) {
            return;
        }
        newest(ended.id()).ifPresent(newest -> {
            Stage stage = switch (ended.previous()) {
                case IN_REVIEW -> Stage.HUMAN;
                case APPROVED -> newest.wantsSlot() ? Stage.ALLOCATION : Stage.PUBLICATION;
                case SCHEDULED -> Stage.PUBLICATION;
                default -> null;
            };
            if (stage != null) {
                note(ended.id(), newest.revision(), stage, false);
            }
        });
    }

    @EventListener
    void on(SuggestionsForgotten forgotten) {
        sql.sql("delete from stage_case where suggestion = any(:ids)")
                .param(
                        "ids",
                        forgotten.suggestions().stream()
                                .map(SuggestionId::value)
                                .toArray(UUID[]::new))
                .update();
    }

    @EventListener
    void on(SubjectErased erased) {
        sql.sql("delete from stage_subject where subject = :subject")
                .param("subject", erased.subject().value())
                .update();
    }

    private void open(SuggestionId id, int revision) {
        Proposal proposal = suggestions.get(id).proposal();
        if (proposal == null) {
            return;
        }
        List<Cell> cells = Cell.of(proposal);
        String ref = proposal.audience().subject();
        Price price = proposal.content().price();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("suggestion", id.value());
        row.put("revision", revision);
        row.put("day", Date.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        row.put("model", proposal.model().name());
        row.put("version", proposal.model().version());
        row.put("kind", proposal.kind().name());
        row.put("campaign", campaign(proposal));
        row.put("subject", ref == null ? null : consents.subjectOf(ref).value());
        row.put("wantsSlot", proposal.wantsSlot());
        row.put("groups", json(cells));
        row.put("full", price == null ? null : price.list().doubleValue());
        row.put("paid", price == null ? null : price.offered().min(price.list()).doubleValue());
        sql.sql("""
                        with opened as (
                          insert into stage_case (suggestion, revision, day, model_name, model_version, kind, campaign, subject,
                                                  wants_slot, groups, full_price, paid_price)
                          values (:suggestion, :revision, :day, :model, :version, :kind, :campaign, :subject::uuid,
                                  :wantsSlot, :groups::jsonb, :full::double precision, :paid::double precision)
                          on conflict do nothing returning suggestion, revision)
                        insert into stage_step (suggestion, revision, stage, passed)
                        select suggestion, revision, 'MODEL', true from opened
                        """).params(row).update();
    }

    private void note(SuggestionMoved moved, Stage stage, boolean passed) {
        note(moved.id(), moved.revision(), stage, passed);
    }

    private void note(SuggestionId id, int revision, Stage stage, boolean passed) {
        String column = switch (stage) {
            case POLICY -> "policy";
            case HUMAN -> "human";
            case ALLOCATION -> "allocation";
            case PUBLICATION -> "publication";
            case MODEL -> throw new IllegalArgumentException("A model speaks once, when its suggestion is screened.");
        };
        sql.sql("""
                        with spoken as (
                          update stage_case set %1$s = :passed
                           where suggestion = :suggestion and revision = :revision and %1$s is null
                          returning suggestion, revision)
                        insert into stage_step (suggestion, revision, stage, passed)
                        select suggestion, revision, :stage, :passed from spoken
                        """.formatted(column))
                .param("suggestion", id.value())
                .param("revision", revision)
                .param("stage", stage.name())
                .param("passed", passed)
                .update();
    }

    private record Newest(int revision, boolean wantsSlot) {}

    private Optional<Newest> newest(SuggestionId id) {
        return sql.sql("""
                        select revision, wants_slot from stage_case where suggestion = :id order by revision desc limit 1
                        """)
                .param("id", id.value())
                .query((row, n) -> new Newest(row.getInt("revision"), row.getBoolean("wants_slot")))
                .optional();
    }

    private static String campaign(Proposal proposal) {
        String campaign = proposal.content().campaign();
        String segment = proposal.audience().segment();
        return campaign != null ? campaign : segment != null ? segment : "";
    }

    private static String json(List<Cell> cells) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        cells.forEach(cell -> array.addObject()
                .put("a", cell.attribute())
                .put("g", cell.group())
                .put("e", cell.eligible())
                .put("f", cell.favoured()));
        return array.toString();
    }
}
