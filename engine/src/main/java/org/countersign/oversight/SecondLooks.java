package org.countersign.oversight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.autonomy.Licences;
import org.countersign.review.ApprovalRights;
import org.countersign.review.Decision;
import org.countersign.review.DecisionTaken;
import org.countersign.review.GroupDecisionTaken;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks that decide nothing: a sample of decisions is judged once more by someone else who does not know how it was
 * decided, and among them are tasks whose answer is known. Each is judged blind first, then with the model's view. Which
 * is which nobody can see who takes them.
 */
@Service
public class SecondLooks {

    private static final Actor OVERSIGHT = Actor.system("oversight");

    private final JdbcClient sql;
    private final Suggestions suggestions;
    private final ApprovalRights rights;
    private final Licences licences;
    private final GoldResults results;
    private final SecondLookDraw draw;
    private final OversightProperties properties;
    private final Clock clock;

    SecondLooks(
            JdbcClient sql,
            Suggestions suggestions,
            ApprovalRights rights,
            Licences licences,
            GoldResults results,
            SecondLookDraw draw,
            OversightProperties properties,
            Clock clock) {
        this.sql = sql;
        this.suggestions = suggestions;
        this.rights = rights;
        this.licences = licences;
        this.results = results;
        this.draw = draw;
        this.properties = properties;
        this.clock = clock;
    }

    /** Notes who knows, and draws the word that ended a review, by chance and not by anybody's choice. */
    @EventListener
    void on(DecisionTaken taken) {
        note(
                taken.suggestion(),
                taken.revision(),
                taken.kind(),
                taken.person(),
                taken.decision(),
                taken.at(),
                taken.last());
    }

    private void note(
            SuggestionId suggestion,
            int revision,
            Kind kind,
            String person,
            Decision decision,
            Instant at,
            boolean last) {
        sql.sql("""
                        insert into second_look_participant (suggestion, person) values (:suggestion, :person)
                        on conflict do nothing
                        """)
                .param("suggestion", suggestion.value())
                .param("person", person)
                .update();
        if (last && draw.draws(suggestion, revision)) {
            sql.sql("""
                            insert into second_look (suggestion, revision, kind, first_by, decision, drawn_at)
                            values (:suggestion, :revision, :kind, :person, :decision, :at) on conflict do nothing
                            """)
                    .param("suggestion", suggestion.value())
                    .param("revision", revision)
                    .param("kind", kind.name())
                    .param("person", person)
                    .param("decision", decision.name())
                    .param("at", Timestamp.from(at))
                    .update();
        }
    }

    /** The same of a group: who decided it has seen its sample, and of that the lot falls on each alike. */
    @EventListener
    void on(GroupDecisionTaken taken) {
        for (GroupDecisionTaken.Seen seen : taken.sample()) {
            note(
                    seen.suggestion(),
                    seen.revision(),
                    taken.kind(),
                    taken.person(),
                    taken.decision(),
                    taken.at(),
                    taken.last());
        }
    }

    /** How many looks this person could take now. */
    @Transactional(readOnly = true)
    public long waitingFor(String person) {
        return sql.sql("""
                        select (select count(*) from second_look s where not taken and not exists
                                 (select 1 from second_look_participant p
                                   where p.suggestion = s.suggestion and p.person = :person)
                                 and not exists (select 1 from look l where l.suggestion = s.suggestion
                                   and l.revision = s.revision and l.person = :person))
                             + (select count(*) from gold_task g where retired_at is null and set_by <> :person and not exists
                                 (select 1 from look l where l.suggestion = g.suggestion and l.revision = g.revision
                                   and l.person = :person and l.ended_at is not null))
                        """).param("person", person).query(Long.class).single();
    }

    /** The look that this person began and has not ended, or a new one; empty if there is nothing to look at. */
    @Transactional
    public Optional<LookView> next(String person) {
        // One tab after the other: the second finds the look that the first one began.
        sql.sql("select pg_advisory_xact_lock(hashtextextended('look:' || :person, 0))")
                .param("person", person)
                .query(row -> {});
        Optional<LookView> begun = begun(person);
        if (begun.isPresent()) {
            return begun;
        }
        boolean goldIsDue = results.since(person) + 1 >= properties.goldEvery();
        Optional<LookView> gold = goldIsDue ? beginGold(person) : Optional.empty();
        return gold.or(() -> beginSecond(person)).or(() -> beginGold(person));
    }

    /** @throws Refusal.NotFound if this person did not begin it */
    @Transactional(readOnly = true)
    public LookView get(UUID id, String person) {
        return begun(person)
                .filter(look -> look.id().equals(id))
                .orElseThrow(() -> new Refusal.NotFound("look", id.toString()));
    }

    /** Notes the blind answer; the first one counts. */
    @Transactional
    public void answerBlind(UUID id, String person, Decision answer) {
        get(id, person);
        sql.sql("update look set blind = :answer where id = :id and blind is null")
                .param("answer", answer.name())
                .param("id", id)
                .update();
    }

    /**
     * Ends a look with the answer after the model's view was shown. Where tasks with known answers went too badly, the
     * right to approve is suspended; where they go well again, it comes back.
     *
     * @throws Refusal.Conflict if there is no blind answer yet
     */
    @Transactional
    public void answer(UUID id, String person, Decision answer) {
        LookView look = get(id, person);
        if (look.blind() == null) {
            throw new Refusal.Conflict(
                    "blind-first", "Look " + id + " wants an answer before the model's view is shown.");
        }
        sql.sql("update look set final = :answer, ended_at = :now where id = :id and ended_at is null")
                .param("answer", answer.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        tellCanary(look, answer);
        ReviewerStatistics.Gold gold = results.of(person);
        String tally = Math.round(gold.right().favoured()) + " of "
                + Math.round(gold.right().eligible());
        if (gold.fails()) {
            rights.suspend(OVERSIGHT, person, "Of tasks with a known answer " + tally + " were right.");
        } else if (gold.passes()) {
            rights.of(person)
                    .filter(suspension -> suspension.reason().startsWith("Of tasks with a known answer"))
                    .ifPresent(suspension -> rights.restore(
                            OVERSIGHT, person, "Of tasks with a known answer " + tally + " are right now."));
        }
    }

    /** A task whose answer is to reject is a canary: it must not get through, whoever looks at it. */
    private void tellCanary(LookView look, Decision answer) {
        boolean canary = sql.sql("select exists (select 1 from look where id = :id and truth = 'REJECT')")
                .param("id", look.id())
                .query(Boolean.class)
                .single();
        Proposal proposal = suggestions.get(look.suggestion()).proposal();
        if (canary && proposal != null) {
            licences.canary(look.suggestion(), proposal, answer != Decision.APPROVE);
        }
    }

    /**
     * Makes a task with a known answer of a suggestion's present revision.
     *
     * @param truth APPROVE or REJECT
     * @throws Refusal.Invalid without a reason, or with another answer
     * @throws Refusal.Conflict if the suggestion was erased
     */
    @Transactional
    public void setGold(Actor by, SuggestionId suggestion, Decision truth, String why) {
        if (truth == Decision.REQUEST_CHANGES || why.isBlank()) {
            throw new Refusal.Invalid(
                    "The task is not complete.",
                    List.of(
                            truth == Decision.REQUEST_CHANGES
                                    ? new FieldError("/truth", "A known answer is APPROVE or REJECT.")
                                    : new FieldError("/why", "Write why this is the answer; whoever fails may ask.")));
        }
        SuggestionView view = suggestions.get(suggestion);
        Proposal proposal = view.proposal();
        if (proposal == null) {
            throw new Refusal.Conflict("erased", "Suggestion " + suggestion + " was erased and cannot be looked at.");
        }
        sql.sql("""
                        insert into gold_task (suggestion, revision, kind, truth, why, set_by, set_at)
                        values (:suggestion, :revision, :kind, :truth, :why, :by, :now)
                        on conflict (suggestion, revision) do update
                          set truth = excluded.truth, why = excluded.why, set_by = excluded.set_by, set_at = excluded.set_at,
                              retired_at = null
                        """)
                .param("suggestion", suggestion.value())
                .param("revision", view.revision())
                .param("kind", proposal.kind().name())
                .param("truth", truth.name())
                .param("why", why.strip())
                .param("by", by.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** How many tasks with a known answer there are. */
    @Transactional(readOnly = true)
    public long goldTasks() {
        return sql.sql("select count(*) from gold_task where retired_at is null")
                .query(Long.class)
                .single();
    }

    private Optional<LookView> begun(String person) {
        return sql.sql(
                        "select id, suggestion, revision, kind, blind, begun_at from look where person = :person and ended_at is null")
                .param("person", person)
                .query(SecondLooks::view)
                .optional();
    }

    private Optional<LookView> beginSecond(String person) {
        return sql.sql("""
                        with chosen as (
                          select suggestion, revision from second_look s
                           where not taken and not exists
                             (select 1 from second_look_participant p
                               where p.suggestion = s.suggestion and p.person = :person)
                             and not exists (select 1 from look l
                               where l.suggestion = s.suggestion and l.revision = s.revision and l.person = :person)
                           order by drawn_at limit 1 for update skip locked),
                        taken as (
                          update second_look s set taken = true from chosen c
                           where s.suggestion = c.suggestion and s.revision = c.revision
                          returning s.suggestion, s.revision, s.kind, s.decision, s.first_by)
                        insert into look (id, suggestion, revision, kind, person, decision, decided_by, begun_at)
                        select :id, suggestion, revision, kind, :person, decision, first_by, :now from taken
                        returning id, suggestion, revision, kind, blind, begun_at
                        """)
                .param("id", Ids.next())
                .param("person", person)
                .param("now", Timestamp.from(clock.instant()))
                .query(SecondLooks::view)
                .optional();
    }

    private Optional<LookView> beginGold(String person) {
        return sql.sql("""
                        insert into look (id, suggestion, revision, kind, person, truth, begun_at)
                        select :id, g.suggestion, g.revision, g.kind, :person, g.truth, :now from gold_task g
                         where g.retired_at is null and g.set_by <> :person and not exists
                           (select 1 from look l where l.suggestion = g.suggestion and l.revision = g.revision
                             and l.person = :person)
                         order by md5(g.suggestion::text || :person) limit 1
                        returning id, suggestion, revision, kind, blind, begun_at
                        """)
                .param("id", Ids.next())
                .param("person", person)
                .param("now", Timestamp.from(clock.instant()))
                .query(SecondLooks::view)
                .optional();
    }

    private static LookView view(ResultSet row, int number) throws SQLException {
        @Nullable String blind = row.getString("blind");
        return new LookView(
                row.getObject("id", UUID.class),
                new SuggestionId(row.getObject("suggestion", UUID.class)),
                row.getInt("revision"),
                Kind.valueOf(row.getString("kind")),
                blind == null ? null : Decision.valueOf(blind),
                row.getTimestamp("begun_at").toInstant());
    }
}
