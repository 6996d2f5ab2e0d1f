package org.countersign.monitoring;

import java.sql.Date;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectErased;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Json;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Price;
import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionMoved;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.suggestion.SuggestionsEnded;
import org.countersign.suggestion.SuggestionsForgotten;
import org.countersign.suggestion.SuggestionsMoved;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
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
    private final JdbcTemplate jdbc;
    private final Suggestions suggestions;
    private final Consents consents;
    private final Clock clock;

    StageCases(JdbcClient sql, JdbcTemplate jdbc, Suggestions suggestions, Consents consents, Clock clock) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.suggestions = suggestions;
        this.consents = consents;
        this.clock = clock;
    }

    @EventListener
    void on(SuggestionMoved moved) {
        if (moved.state() == SuggestionState.SCREENED) {
            openAll(List.of(suggestions.get(moved.id())));
        }
        Word word = Word.of(moved.previous(), moved.state());
        if (word != null) {
            noteAll(word, List.of(new Revision(moved.id(), moved.revision())));
        }
    }

    @EventListener
    void on(SuggestionsMoved moved) {
        List<SuggestionView> opened = new ArrayList<>();
        Map<Word, List<Revision>> spoken = new LinkedHashMap<>();
        for (Move move : moved.moves()) {
            SuggestionState previous = move.from().state();
            for (Move.Step step : move.steps()) {
                if (step.state() == SuggestionState.SCREENED) {
                    opened.add(move.from());
                }
                Word word = Word.of(previous, step.state());
                if (word != null) {
                    spoken.computeIfAbsent(word, each -> new ArrayList<>())
                            .add(new Revision(move.from().id(), move.from().revision()));
                }
                previous = step.state();
            }
        }
        openAll(opened);
        spoken.forEach(this::noteAll);
    }

    /** What a move says. */
    private record Word(Stage stage, boolean passed) {

        static @Nullable Word of(SuggestionState previous, SuggestionState state) {
            return switch (state) {
                case BLOCKED -> new Word(Stage.POLICY, false);
                case IN_REVIEW -> new Word(Stage.POLICY, true);
                case APPROVED ->
                    switch (previous) {
                        case SCREENED -> new Word(Stage.POLICY, true);
                        case IN_REVIEW -> new Word(Stage.HUMAN, true);
                        default -> null;
                    };
                case REJECTED, CHANGES_REQUESTED -> new Word(Stage.HUMAN, false);
                case SCHEDULED -> new Word(Stage.ALLOCATION, true);
                case PUBLISHED -> new Word(Stage.PUBLICATION, true);
                // The start, screening itself, and ends that SuggestionsEnded tells.
                case RECEIVED, SCREENED, EXPIRED, WITHDRAWN -> null;
            };
        }
    }

    private record Revision(SuggestionId suggestion, int number) {}

    /** What expires got no further; what is withdrawn was taken back by its producer, which says nothing of a stage. */
    @EventListener
    void on(SuggestionsEnded ended) {
        List<SuggestionEnded> expired = ended.suggestions().stream()
                .filter(each -> each.state() == SuggestionState.EXPIRED)
                .toList();
        if (expired.isEmpty()) {
            return;
        }
        Map<SuggestionId, Newest> newest =
                newest(expired.stream().map(SuggestionEnded::id).toList());
        Map<Word, List<Revision>> spoken = new LinkedHashMap<>();
        for (SuggestionEnded each : expired) {
            Newest seen = newest.get(each.id());
            if (seen == null) {
                continue;
            }
            Stage stage = stageBefore(each.previous(), seen.wantsSlot());
            if (stage != null) {
                spoken.computeIfAbsent(new Word(stage, false), word -> new ArrayList<>())
                        .add(new Revision(each.id(), seen.revision()));
            }
        }
        spoken.forEach(this::noteAll);
    }

    private static @Nullable Stage stageBefore(SuggestionState state, boolean wantsSlot) {
        return switch (state) {
            case IN_REVIEW -> Stage.HUMAN;
            case APPROVED -> wantsSlot ? Stage.ALLOCATION : Stage.PUBLICATION;
            case SCHEDULED -> Stage.PUBLICATION;
            default -> null;
        };
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

    private void openAll(List<SuggestionView> views) {
        List<Opening> openings = views.stream()
                .flatMap(view -> Stream.ofNullable(view.proposal())
                        .map(proposal -> new Opening(view.id(), view.revision(), proposal)))
                .toList();
        if (openings.isEmpty()) {
            return;
        }
        Map<String, SubjectId> subjects =
                consents.subjectsOf(openings.stream().flatMap(Opening::subject).collect(Collectors.toSet()));
        Date day = Date.valueOf(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        jdbc.batchUpdate("""
                with opened as (
                  insert into stage_case (suggestion, revision, day, model_name, model_version, kind, campaign, subject,
                                          wants_slot, groups, full_price, paid_price)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?)
                  on conflict do nothing returning suggestion, revision)
                insert into stage_step (suggestion, revision, stage, passed)
                select suggestion, revision, 'MODEL', true from opened
                """, openings, openings.size(), (statement, opening) -> {
            Proposal proposal = opening.proposal();
            Price price = proposal.content().price();
            statement.setObject(1, opening.suggestion().value());
            statement.setInt(2, opening.revision());
            statement.setDate(3, day);
            statement.setString(4, proposal.model().name());
            statement.setString(5, proposal.model().version());
            statement.setString(6, proposal.kind().name());
            statement.setString(7, campaign(proposal));
            statement.setObject(
                    8,
                    opening.subject()
                            .findFirst()
                            .map(subjects::get)
                            .map(SubjectId::value)
                            .orElse(null),
                    Types.OTHER);
            statement.setBoolean(9, proposal.wantsSlot());
            statement.setString(10, json(Cell.of(proposal)));
            statement.setObject(11, price == null ? null : price.list().doubleValue(), Types.DOUBLE);
            statement.setObject(
                    12, price == null ? null : price.offered().min(price.list()).doubleValue(), Types.DOUBLE);
        });
    }

    private record Opening(SuggestionId suggestion, int revision, Proposal proposal) {

        Stream<String> subject() {
            return Stream.ofNullable(proposal.audience().subject());
        }
    }

    private void noteAll(Word word, List<Revision> revisions) {
        String column = switch (word.stage()) {
            case POLICY -> "policy";
            case HUMAN -> "human";
            case ALLOCATION -> "allocation";
            case PUBLICATION -> "publication";
            case MODEL -> throw new IllegalArgumentException("A model speaks once, when its suggestion is screened.");
        };
        sql.sql("""
                        with spoken as (
                          update stage_case c set %1$s = :passed
                            from unnest(:suggestions::uuid[], :revisions::int[]) as m (suggestion, revision)
                           where c.suggestion = m.suggestion and c.revision = m.revision and c.%1$s is null
                          returning c.suggestion, c.revision)
                        insert into stage_step (suggestion, revision, stage, passed)
                        select suggestion, revision, :stage, :passed from spoken
                        """.formatted(column))
                .param(
                        "suggestions",
                        revisions.stream()
                                .map(each -> each.suggestion().value())
                                .toArray(UUID[]::new))
                .param("revisions", revisions.stream().map(Revision::number).toArray(Integer[]::new))
                .param("stage", word.stage().name())
                .param("passed", word.passed())
                .update();
    }

    private record Newest(int revision, boolean wantsSlot) {}

    private Map<SuggestionId, Newest> newest(Collection<SuggestionId> ids) {
        Map<SuggestionId, Newest> newest = new HashMap<>();
        sql.sql("""
                        select distinct on (suggestion) suggestion, revision, wants_slot from stage_case
                        where suggestion = any(:ids) order by suggestion, revision desc
                        """)
                .param("ids", ids.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(row -> {
                    newest.put(
                            new SuggestionId(row.getObject("suggestion", UUID.class)),
                            new Newest(row.getInt("revision"), row.getBoolean("wants_slot")));
                });
        return newest;
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
