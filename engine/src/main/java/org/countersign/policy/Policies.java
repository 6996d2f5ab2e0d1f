package org.countersign.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The front door of policies: the version in force and how it evaluates. */
@Service
public class Policies implements SmartInitializingSingleton {

    /** Who brings the policies into force that come with the product. */
    private static final Actor SHIPPED = Actor.system("policies");

    private final PolicySource source;
    private final PolicyEngine engine;
    private final StoredPolicyVersions versions;
    private final PolicyActivations activations;
    private final AuditEntries entries;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final AtomicReference<Active> active = new AtomicReference<>();

    Policies(
            PolicySource source,
            PolicyEngine engine,
            StoredPolicyVersions versions,
            PolicyActivations activations,
            AuditEntries entries,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.source = source;
        this.engine = engine;
        this.versions = versions;
        this.activations = activations;
        this.entries = entries;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Puts a version in force before the first request can arrive: the one that officers last activated, or else the
     * policies that come with the product. A new release of the product replaces its own policies and never those that
     * officers have changed.
     */
    @Override
    public void afterSingletonsInstantiated() {
        Optional<PolicyActivation> newest = activations.newest();
        if (newest.isPresent() && !newest.get().actor().equals(SHIPPED.toString())) {
            follow(newest.get());
            return;
        }
        PolicyVersion shipped = PolicyVersion.of(source.rules());
        if (newest.isPresent() && newest.get().version().equals(shipped.version())) {
            follow(newest.get());
        } else {
            activate(shipped, SHIPPED);
        }
    }

    /** Takes over what another instance of the application has activated. */
    @Scheduled(fixedDelayString = "${countersign.policy.follow-interval:PT1S}")
    void follow() {
        Active inForce = active.get();
        if (inForce != null) {
            activations
                    .newest()
                    .filter(newest -> newest.number() > inForce.number())
                    .ifPresent(this::follow);
        }
    }

    private void follow(PolicyActivation activation) {
        PolicyVersion version = find(activation.version())
                .orElseThrow(() -> new Refusal.NotFound("policy version", activation.version()));
        put(new Active(activation.number(), version, engine.compile(version)));
    }

    /**
     * Puts a version in force for every evaluation that begins after the running transaction has committed; those under
     * way finish on the one they began with. A fresh build is swapped in, nothing live is changed.
     */
    public PolicyActivation activate(PolicyVersion version, Actor actor) {
        CompiledPolicies compiled = engine.compile(version);
        return Objects.requireNonNull(transaction.execute(status -> {
            keep(version, actor);
            activations.lock();
            Optional<String> previous = activations.newest().map(PolicyActivation::version);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            EntryId entry = entries.append(NewEntry.of(
                    EntryType.POLICY_ACTIVATED,
                    "policy:" + version.version(),
                    actor,
                    Map.of("previous", previous.orElse("none"))));
            PolicyActivation activation = activations.add(version.version(), now, actor, entry);
            events.publishEvent(
                    new PolicyActivated(activation.number(), version.version(), previous.orElse(null), now));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    put(new Active(activation.number(), version, compiled));
                }
            });
            return activation;
        }));
    }

    /** Stores a version without putting it in force, so that what is said about it can be checked later. */
    public void keep(PolicyVersion version, Actor actor) {
        transaction.executeWithoutResult(status -> {
            if (versions.add(version)) {
                entries.append(NewEntry.of(
                        EntryType.POLICY_VERSION,
                        "policy:" + version.version(),
                        actor,
                        Map.of("rules", Integer.toString(version.rules().size()))));
            }
        });
    }

    /** Two threads may be here at once; the higher number wins, whoever comes last. */
    private void put(Active next) {
        active.accumulateAndGet(next, (held, given) -> held == null || given.number() >= held.number() ? given : held);
    }

    /** Evaluates the version in force at this moment. */
    public Evaluation evaluate(FactSet facts) {
        return inForce().compiled().evaluate(facts);
    }

    /**
     * Evaluates a version that may no longer be in force: that is how a decision is replayed.
     *
     * @throws Refusal.NotFound if no such version was ever in force here
     */
    public Evaluation evaluate(String version, FactSet facts) {
        Active inForce = inForce();
        if (inForce.version().version().equals(version)) {
            return inForce.compiled().evaluate(facts);
        }
        return engine.compile(find(version).orElseThrow(() -> new Refusal.NotFound("policy version", version)))
                .evaluate(facts);
    }

    /** The version in force. */
    public PolicyVersion active() {
        return inForce().version();
    }

    /** Number of the activation in force, from 1. */
    public long activeNumber() {
        return inForce().number();
    }

    /** What was in force from when, newest first, at most {@code limit}. */
    public List<PolicyActivation> history(int limit) {
        return activations.list(limit);
    }

    /** @throws Refusal.NotFound if there was no such activation */
    public PolicyActivation activation(long number) {
        return activations
                .find(number)
                .orElseThrow(() -> new Refusal.NotFound("policy version", Long.toString(number)));
    }

    /** Any version that was ever in force or kept, read back from its stored text. */
    public Optional<PolicyVersion> find(String version) {
        return versions.find(version);
    }

    private Active inForce() {
        Active inForce = active.get();
        if (inForce == null) {
            throw new IllegalStateException("No policy version is in force yet; the application has not started.");
        }
        return inForce;
    }

    private record Active(long number, PolicyVersion version, CompiledPolicies compiled) {}
}
