package org.countersign.oversight;

import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.bias.MantelHaenszel.Stratum;
import org.countersign.bias.Sample;
import org.countersign.review.Decision;
import org.countersign.review.DecisionTaken;
import org.countersign.review.GroupDecisionTaken;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sums of what each person decided, added up in the transaction of the decision: nobody else adds to the same rows. */
@Repository
class ReviewerCounts {

    private static final String KEY = "day, person, kind, concern, decile";

    private final JdbcClient sql;
    private final Suggestions suggestions;

    ReviewerCounts(JdbcClient sql, Suggestions suggestions) {
        this.sql = sql;
        this.suggestions = suggestions;
    }

    /** What was decided under the same conditions: sort of suggestion, why it was reviewed, decile of the score. */
    record Cell(String person, String conditions, Sample approvals) {}

    /** The same by a group of customers. */
    record GroupCell(String person, String conditions, String attribute, String group, Sample approvals) {}

    /** How fast and how evenly somebody decides. */
    record Habit(String person, int timed, int hasty, int longestRun, int pairs, int equalPairs) {}

    @EventListener
    void on(DecisionTaken taken) {
        Proposal proposal = suggestions.get(taken.suggestion()).proposal();
        boolean timed = taken.openedAt() != null && proposal != null;
        Map<String, Object> row = new HashMap<>();
        row.put("kind", taken.kind().name());
        row.put("concern", taken.concern().name());
        row.put("decile", proposal == null ? -1 : decile(proposal.score()));
        row.put("timed", timed ? 1 : 0);
        row.put("hasty", timed && isHasty(taken, proposal) ? 1 : 0);
        add(row, taken.person(), taken.decision(), taken.at(), proposal == null ? Map.of() : groups(proposal));
    }

    /**
     * One decision, however many it moves: counted by what all of the sample have in common. How long it took says
     * nothing, since the sample was read before, one by one.
     */
    @EventListener
    void on(GroupDecisionTaken taken) {
        List<Proposal> sample =
                suggestions
                        .getAll(taken.sample().stream()
                                .map(GroupDecisionTaken.Seen::suggestion)
                                .toList())
                        .values()
                        .stream()
                        .map(SuggestionView::proposal)
                        .filter(Objects::nonNull)
                        .toList();
        Map<String, Object> row = new HashMap<>();
        row.put("kind", taken.kind().name());
        row.put("concern", taken.concern().name());
        row.put("decile", commonDecile(sample));
        row.put("timed", 0);
        row.put("hasty", 0);
        add(row, taken.person(), taken.decision(), taken.at(), commonGroups(sample));
    }

    private void add(
            Map<String, Object> row, String person, Decision decision, Instant at, Map<String, String> groups) {
        row.put("day", Date.valueOf(LocalDate.ofInstant(at, ZoneOffset.UTC)));
        row.put("person", person);
        row.put("approved", decision == Decision.APPROVE ? 1 : 0);
        sql.sql("insert into reviewer_day (" + KEY + """
                        , decisions, approvals, timed, hasty)
                        values (:day, :person, :kind, :concern, :decile, 1, :approved, :timed, :hasty)
                        on conflict (day, person, kind, concern, decile) do update
                          set decisions = reviewer_day.decisions + 1, approvals = reviewer_day.approvals + excluded.approvals,
                              timed = reviewer_day.timed + excluded.timed, hasty = reviewer_day.hasty + excluded.hasty
                        """).params(row).update();
        groups.forEach((attribute, group) -> addGroup(row, attribute, group));
        addToRun(person, decision);
    }

    private static int commonDecile(List<Proposal> proposals) {
        List<Integer> deciles = proposals.stream()
                .map(proposal -> decile(proposal.score()))
                .distinct()
                .toList();
        return deciles.size() == 1 ? deciles.getFirst() : -1;
    }

    private static Map<String, String> commonGroups(List<Proposal> proposals) {
        List<Map<String, String>> all =
                proposals.stream().map(ReviewerCounts::groups).toList();
        Map<String, String> common = new LinkedHashMap<>(all.isEmpty() ? Map.of() : all.getFirst());
        all.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        return common;
    }

    private static boolean isHasty(DecisionTaken taken, @Nullable Proposal proposal) {
        return proposal != null
                && taken.openedAt() != null
                && Duration.between(taken.openedAt(), taken.at()).compareTo(ReadingTime.shortest(proposal)) < 0;
    }

    private void addGroup(Map<String, Object> decision, String attribute, String group) {
        Map<String, Object> row = new HashMap<>(decision);
        row.put("attribute", attribute);
        row.put("group", group);
        sql.sql("insert into reviewer_group (" + KEY + """
                        , attribute, grp, decisions, approvals)
                        values (:day, :person, :kind, :concern, :decile, :attribute, :group, 1, :approved)
                        on conflict (day, person, kind, concern, decile, attribute, grp) do update
                          set decisions = reviewer_group.decisions + 1,
                              approvals = reviewer_group.approvals + excluded.approvals
                        """).params(row).update();
    }

    private void addToRun(String person, Decision decision) {
        sql.sql("""
                        insert into reviewer_run (person, last, run, longest, pairs, equal)
                        values (:person, :decision, 1, 1, 0, 0)
                        on conflict (person) do update
                          set run = case when reviewer_run.last = excluded.last then reviewer_run.run + 1 else 1 end,
                              longest = greatest(reviewer_run.longest,
                                case when reviewer_run.last = excluded.last then reviewer_run.run + 1 else 1 end),
                              pairs = reviewer_run.pairs + 1,
                              equal = reviewer_run.equal + case when reviewer_run.last = excluded.last then 1 else 0 end,
                              last = excluded.last
                        """).param("person", person).param("decision", decision.name()).update();
    }

    /** Groups that all customers of the suggestion belong to; a segment of several groups belongs to none. */
    private static Map<String, String> groups(Proposal proposal) {
        Map<String, String> groups = new LinkedHashMap<>();
        if (proposal.audience().ageBand() != null) {
            groups.put("ageBand", Objects.requireNonNull(proposal.audience().ageBand()));
        }
        if (proposal.audience().jurisdictions().size() == 1) {
            groups.put("market", proposal.audience().jurisdictions().getFirst());
        }
        for (Proposal.Composition composition : proposal.audience().composition()) {
            List<Proposal.Group> present = composition.groups().stream()
                    .filter(group -> group.eligible() > 0)
                    .toList();
            if (present.size() == 1) {
                groups.put(composition.attribute(), present.getFirst().group());
            }
        }
        return groups;
    }

    private static int decile(@Nullable Double score) {
        return score == null || score < 0 || score > 1 ? -1 : Math.min(9, (int) (score * 10));
    }

    List<Cell> cells(LocalDate from, LocalDate to) {
        return sql.sql("""
                        select person, kind || '/' || concern || '/' || decile as conditions, sum(decisions) as decisions,
                               sum(approvals) as approvals
                          from reviewer_day where day between :from and :to group by person, kind, concern, decile
                        """)
                .param("from", Date.valueOf(from))
                .param("to", Date.valueOf(to))
                .query((row, n) -> new Cell(
                        row.getString("person"),
                        row.getString("conditions"),
                        new Sample(row.getLong("approvals"), row.getLong("decisions"))))
                .list();
    }

    List<GroupCell> groupCells(LocalDate from, LocalDate to) {
        return sql.sql("""
                        select person, kind || '/' || concern || '/' || decile as conditions, attribute, grp,
                               sum(decisions) as decisions, sum(approvals) as approvals
                          from reviewer_group where day between :from and :to
                         group by person, kind, concern, decile, attribute, grp
                        """)
                .param("from", Date.valueOf(from))
                .param("to", Date.valueOf(to))
                .query((row, n) -> new GroupCell(
                        row.getString("person"),
                        row.getString("conditions"),
                        row.getString("attribute"),
                        row.getString("grp"),
                        new Sample(row.getLong("approvals"), row.getLong("decisions"))))
                .list();
    }

    Map<String, Habit> habits(LocalDate from, LocalDate to) {
        Map<String, Habit> habits = new HashMap<>();
        sql.sql("""
                        select d.person, d.timed, d.hasty, coalesce(r.longest, 0) as longest, coalesce(r.pairs, 0) as pairs,
                               coalesce(r.equal, 0) as equal
                          from (select person, sum(timed) as timed, sum(hasty) as hasty from reviewer_day
                                 where day between :from and :to group by person) d
                          left join reviewer_run r using (person)
                        """)
                .param("from", Date.valueOf(from))
                .param("to", Date.valueOf(to))
                .query(row -> {
                    habits.put(
                            row.getString("person"),
                            new Habit(
                                    row.getString("person"),
                                    row.getInt("timed"),
                                    row.getInt("hasty"),
                                    row.getInt("longest"),
                                    row.getInt("pairs"),
                                    row.getInt("equal")));
                });
        return habits;
    }

    /** Strata of two sides under the same conditions. */
    static List<Stratum> strata(Map<String, Sample> group, Map<String, Sample> others) {
        List<Stratum> strata = new ArrayList<>();
        group.forEach((conditions, sample) -> {
            Sample other = others.get(conditions);
            if (other != null) {
                strata.add(new Stratum(sample, other));
            }
        });
        return strata;
    }
}
