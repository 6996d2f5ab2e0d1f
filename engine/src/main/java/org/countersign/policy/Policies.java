package org.countersign.policy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The front door of policies: the version in force and how it evaluates. */
@Service
public class Policies implements SmartInitializingSingleton {

    private final PolicySource source;
    private final PolicyEngine engine;
    private final StoredPolicyVersions versions;
    private final AuditEntries entries;
    private final TransactionOperations transaction;
    private final AtomicReference<Active> active = new AtomicReference<>();

    Policies(
            PolicySource source,
            PolicyEngine engine,
            StoredPolicyVersions versions,
            AuditEntries entries,
            TransactionOperations transaction) {
        this.source = source;
        this.engine = engine;
        this.versions = versions;
        this.entries = entries;
        this.transaction = transaction;
    }

    /** Puts the policies that come with the product in force, before the first request can arrive. */
    @Override
    public void afterSingletonsInstantiated() {
        activate(PolicyVersion.of(source.rules()), Actor.system("policies"));
    }

    /**
     * Puts a version in force for every evaluation that begins from now on; those under way finish on the one they began
     * with.
     */
    void activate(PolicyVersion version, Actor actor) {
        CompiledPolicies compiled = engine.compile(version);
        transaction.executeWithoutResult(status -> {
            if (versions.add(version)) {
                entries.append(NewEntry.of(
                        EntryType.POLICY_VERSION,
                        "policy:" + version.version(),
                        actor,
                        Map.of("rules", Integer.toString(version.rules().size()))));
            }
        });
        active.set(new Active(version, compiled));
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

    /** Any version that was ever in force, read back from its stored text. */
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

    private record Active(PolicyVersion version, CompiledPolicies compiled) {}
}
