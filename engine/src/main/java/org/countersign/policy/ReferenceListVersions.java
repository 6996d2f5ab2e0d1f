package org.countersign.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.ReferenceListVersion.State;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of reference lists: one person proposes what a list shall hold, another one approves it, and the policies
 * in force hold it from then on, as a version of their own.
 */
@Service
public class ReferenceListVersions {

    private static final int MAX_REASON = 500;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final String READ = """
            select name, number, lines, reason, proposed_by, proposed_at, state, decided_by, decided_at
              from reference_list_version
            """;

    private final JdbcClient jdbc;
    private final PolicySource source;
    private final Policies policies;
    private final AuditEntries log;
    private final Clock clock;

    ReferenceListVersions(JdbcClient jdbc, PolicySource source, Policies policies, AuditEntries log, Clock clock) {
        this.jdbc = jdbc;
        this.source = source;
        this.policies = policies;
        this.log = log;
        this.clock = clock;
    }

    /** Every list as it is now: as the rules in force have it, else what was approved last, else what was shipped. */
    @Transactional(readOnly = true)
    public ReferenceLists current() {
        Map<String, List<String>> lists = new TreeMap<>(source.lists().byName());
        jdbc.sql(READ + "where state = 'APPROVED' order by number")
                .query(ReferenceListVersions::read)
                .list()
                .forEach(version -> lists.put(version.name(), version.lines()));
        lists.putAll(policies.active().lists().byName());
        return ReferenceLists.of(lists);
    }

    /** The proposals that wait for a second person. */
    @Transactional(readOnly = true)
    public List<ReferenceListVersion> open() {
        return jdbc.sql(READ + "where state = 'PROPOSED' order by name")
                .query(ReferenceListVersions::read)
                .list();
    }

    /**
     * The policies in force with other values in a list: what an approval would bring into force.
     *
     * @throws Refusal.Invalid if the values are none that a list can hold, or rules in force could not use them
     */
    public PolicyVersion with(String name, List<String> lines) {
        try {
            new Operand.NamedList(name, lines);
            return policies.active().withList(name, lines);
        } catch (IllegalArgumentException | UnreadablePolicy e) {
            throw new Refusal.Invalid("The list \"" + name + "\" cannot hold that: " + e.getMessage(), List.of());
        }
    }

    /**
     * Writes down the lists that a change of the policies changes on its way, as versions that are approved already.
     *
     * @param author of the change; never its approver
     */
    @Transactional
    public void follow(PolicyVersion before, PolicyVersion after, String reason, Actor author, Actor approver) {
        Map<String, List<String>> held = before.lists().byName();
        after.lists().byName().forEach((name, lines) -> {
            if (held.containsKey(name) && !lines.equals(held.get(name))) {
                lock(name);
                int number = insert(name, lines, shortened(reason), author, approver);
                log(name, number, lines, approver, State.APPROVED.name());
            }
        });
    }

    private static String shortened(String reason) {
        return reason.substring(0, Math.min(MAX_REASON, reason.length()));
    }

    /** Every version of a list, newest first. */
    @Transactional(readOnly = true)
    public List<ReferenceListVersion> history(String name) {
        return jdbc.sql(READ + "where name = ? order by number desc")
                .param(name)
                .query(ReferenceListVersions::read)
                .list();
    }

    /**
     * Proposes what a list, existing or new, shall hold.
     *
     * @param lines one value each; of a table, {@code key = number}
     * @throws Refusal.Invalid if the values are none that a list can hold, or rules in force could not use them
     * @throws Refusal.Conflict if another proposal for the list waits
     */
    @Transactional
    public ReferenceListVersion propose(String name, List<String> lines, String reason, Actor author) {
        requireReason(reason);
        requireName(name);
        List<String> held = with(name, lines).lists().byName().getOrDefault(name, lines);
        if (held.equals(current().byName().get(name))) {
            throw new Refusal.Invalid("The list \"" + name + "\" holds exactly that already.", List.of());
        }
        lock(name);
        List<ReferenceListVersion> history = history(name);
        if (history.stream().anyMatch(version -> version.state() == State.PROPOSED)) {
            throw new Refusal.Conflict(
                    "already-proposed",
                    "A proposal for the list \"" + name + "\" waits for a decision, version "
                            + history.getFirst().number() + ". Decide on it first.");
        }
        int number = insert(name, held, reason, author, null);
        log(name, number, held, author, State.PROPOSED.name());
        return find(name, number);
    }

    private int insert(String name, List<String> lines, String reason, Actor author, @Nullable Actor approver) {
        OffsetDateTime now = now().atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        insert into reference_list_version
                          (name, number, lines, reason, proposed_by, proposed_at, state, decided_by, decided_at)
                        values (?, (select coalesce(max(number), 0) + 1 from reference_list_version where name = ?),
                                ?, ?, ?, ?, ?, ?, ?)
                        returning number
                        """)
                .param(name)
                .param(name)
                .param(lines.toArray(String[]::new))
                .param(reason)
                .param(author.toString())
                .param(now)
                .param((approver == null ? State.PROPOSED : State.APPROVED).name())
                .param(approver == null ? null : approver.toString())
                .param(approver == null ? null : now)
                .query(Integer.class)
                .single();
    }

    /**
     * Approves a proposal and puts the policies in force that hold it.
     *
     * @throws Refusal.NotAllowed if its author approves it
     * @throws Refusal.Conflict if it was decided already
     */
    @Transactional
    public ReferenceListVersion approve(String name, int number, Actor officer) {
        ReferenceListVersion proposal = decide(name, number, officer, State.APPROVED);
        PolicyVersion changed = with(name, proposal.lines());
        if (!changed.equals(policies.active())) {
            policies.activate(changed, officer);
        }
        return proposal;
    }

    /**
     * Rejects a proposal; nothing changes.
     *
     * @throws Refusal.NotAllowed if its author rejects it
     * @throws Refusal.Conflict if it was decided already
     */
    @Transactional
    public ReferenceListVersion reject(String name, int number, Actor officer) {
        return decide(name, number, officer, State.REJECTED);
    }

    private ReferenceListVersion decide(String name, int number, Actor officer, State state) {
        lock(name);
        ReferenceListVersion proposal = find(name, number);
        if (proposal.state() != State.PROPOSED) {
            throw new Refusal.Conflict(
                    "already-decided",
                    "Version " + number + " of the list \"" + name + "\" is " + proposal.state() + " by "
                            + proposal.decidedBy() + ".");
        }
        if (proposal.proposedBy().equals(officer.toString())) {
            throw new Refusal.NotAllowed(
                    "four-eyes",
                    "Version " + number + " of the list \"" + name + "\" was proposed by " + officer.name()
                            + "; somebody else decides on it.");
        }
        jdbc.sql("""
                        update reference_list_version set state = ?, decided_by = ?, decided_at = ?
                          where name = ? and number = ?
                        """)
                .params(state.name(), officer.toString(), now().atOffset(ZoneOffset.UTC), name, number)
                .update();
        log(name, number, proposal.lines(), officer, state.name());
        return find(name, number);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal.Invalid(
                    "A list's name is up to 60 lower-case letters, digits and hyphens, such as brand-words.",
                    List.of());
        }
    }

    private static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new Refusal.Invalid(
                    "Say why the list changes, in 1 to " + MAX_REASON + " characters, not " + reason.length() + ".",
                    List.of());
        }
    }

    private void lock(String name) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reference-list:' || ?, 0))")
                .param(name)
                .query((row, number) -> Boolean.TRUE)
                .single();
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public ReferenceListVersion find(String name, int number) {
        return jdbc.sql(READ + "where name = ? and number = ?")
                .params(name, number)
                .query(ReferenceListVersions::read)
                .optional()
                .orElseThrow(() -> new Refusal.NotFound("version of a list", name + " " + number));
    }

    private void log(String name, int number, List<String> lines, Actor actor, String state) {
        log.append(NewEntry.of(
                EntryType.REFERENCE_LIST,
                "list:" + name,
                actor,
                Map.of(
                        "number", Integer.toString(number),
                        "state", state,
                        "lines", Sha256.hexOf(Json.canonicalOf(lines)))));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ReferenceListVersion read(ResultSet row, int index) throws SQLException {
        return new ReferenceListVersion(
                row.getString("name"),
                row.getInt("number"),
                Arrays.asList((String[]) row.getArray("lines").getArray()),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null));
    }
}
