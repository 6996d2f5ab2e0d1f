package org.countersign.governance;

import java.util.Collection;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivation;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceListVersions;
import org.countersign.shared.Actor;
import org.springframework.stereotype.Component;

/** Brings a version into force with its cases, and writes down what became of the lists on the way. */
@Component
class Enactment {

    private static final Actor GLASS = Actor.system("broken glass");

    private final Policies policies;
    private final ReferenceListVersions lists;
    private final EditRows rows;

    Enactment(Policies policies, ReferenceListVersions lists, EditRows rows) {
        this.policies = policies;
        this.lists = lists;
        this.rows = rows;
    }

    /** On one officer's word, where the glass was broken or is mended. */
    PolicyActivation alone(PolicyVersion version, Collection<PolicyCase> cases, ChangeView change, Actor person) {
        lists.follow(policies.active(), version, reason(change), person, GLASS);
        return activate(version, cases, person);
    }

    /**
     * On a second officer's word.
     *
     * @param author of the change behind it; never the actor
     * @param actor on whose word it comes into force
     */
    PolicyActivation of(
            PolicyVersion version, Collection<PolicyCase> cases, ChangeView change, Actor author, Actor actor) {
        lists.follow(policies.active(), version, reason(change), author, actor);
        return activate(version, cases, actor);
    }

    private static String reason(ChangeView change) {
        return "Change " + change.number() + ": " + change.title();
    }

    private PolicyActivation activate(PolicyVersion version, Collection<PolicyCase> cases, Actor actor) {
        PolicyActivation activation = policies.activate(version, actor);
        rows.keepCases(version.version(), cases);
        return activation;
    }
}
