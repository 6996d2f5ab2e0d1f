package org.countersign.screening;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.countersign.policy.PolicyActivated;
import org.countersign.shared.Actor;
import org.countersign.suggestion.RegateCause;
import org.countersign.suggestion.Regating;
import org.countersign.suggestion.SuggestionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets approvals fall that were given under other policies, unless the new ones give them just so without a person. A
 * change of policies begins a sweep in its own transaction, so it cannot be lost; the sweep goes through the verdicts in
 * chunks, and after a crash goes on where it was. What is screened meanwhile is screened by the new policies already.
 */
@Service
public class PolicySweeps {

    private static final Logger LOG = LoggerFactory.getLogger(PolicySweeps.class);
    private static final Actor POLICIES = Actor.system("policies");
    private static final int CHUNK = 500;

    private final PolicySweepRows rows;
    private final Regating regating;
    private final Screenings screenings;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final Clock clock;

    PolicySweeps(
            PolicySweepRows rows,
            Regating regating,
            Screenings screenings,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.regating = regating;
        this.screenings = screenings;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        this.clock = clock;
    }

    /** Begins a sweep, in the transaction that puts the version in force; one that is under way ends where it is. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void begin(PolicyActivated activated) {
        if (activated.previous() != null && !activated.previous().equals(activated.version())) {
            rows.begin(activated.version(), clock.instant());
        }
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<PolicySweep> list(int limit) {
        return rows.list(limit);
    }

    /** How often is set by {@code countersign.screening.sweep-interval}. */
    @Scheduled(fixedDelayString = "${countersign.screening.sweep-interval:PT2S}")
    void sweep() {
        while (sweepChunk()) {
            // There is more.
        }
    }

    /** Works off one chunk of the open sweep; false if there is none. */
    boolean sweepChunk() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            // Held until the chunk is done: of several instances of the application one sweeps.
            Optional<PolicySweepRows.Open> open = rows.lockOpen();
            open.ifPresent(this::sweepChunk);
            return open.isPresent();
        }));
    }

    private void sweepChunk(PolicySweepRows.Open open) {
        List<PolicySweepRows.Verdict> chunk = rows.verdicts(open, CHUNK);
        if (chunk.isEmpty()) {
            rows.finish(open, clock.instant());
            LOG.info("The sweep for policies {} is done.", open.policyVersion());
            return;
        }
        List<SuggestionId> stale = stale(
                chunk.stream()
                        .filter(verdict -> !verdict.policyVersion().equals(open.policyVersion()))
                        .map(PolicySweepRows.Verdict::suggestion)
                        .distinct()
                        .toList(),
                open.policyVersion());
        Set<SuggestionId> kept = confirm(stale, open.policyVersion());
        long regated = stale.stream()
                .filter(id -> !kept.contains(id) && regate(id, open.policyVersion()))
                .count();
        rows.advance(open, chunk.getLast().seq(), regated, kept.size());
    }

    private List<SuggestionId> stale(List<SuggestionId> ids, String policyVersion) {
        return regating.restingOnVerdict(rows.judgedByOthers(ids, policyVersion));
    }

    /** Those that the new policies approve automatically as the old ones did; none where that cannot be found out. */
    private Set<SuggestionId> confirm(List<SuggestionId> ids, String policyVersion) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        try {
            return Objects.requireNonNull(apart.execute(status -> screenings.confirmAll(ids, policyVersion)));
        } catch (RuntimeException e) {
            LOG.warn("{} suggestions cannot be judged once more together and are gated again.", ids.size(), e);
            return Set.of();
        }
    }

    /** In a transaction of its own: one that cannot be regated keeps no other from it. */
    private boolean regate(SuggestionId id, String policyVersion) {
        try {
            return Boolean.TRUE.equals(apart.execute(status -> !stale(List.of(id), policyVersion)
                            .isEmpty()
                    && regating.regate(
                            POLICIES, id, RegateCause.POLICY_CHANGED, "The policies have changed since its verdict.")));
        } catch (RuntimeException e) {
            LOG.error("Suggestion {} cannot be gated by the new policies.", id, e);
            return false;
        }
    }
}
