package org.countersign.governance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyCases;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceListVersions;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Versions with their cases, and drafts on top of them. */
@Component
class Drafts {

    private final Policies policies;
    private final ReferenceListVersions lists;
    private final EditRows rows;

    /** Read from the class path at first use, since a draft is made anew with every key that is pressed. */
    private volatile @Nullable List<PolicyCase> shipped;

    Drafts(Policies policies, ReferenceListVersions lists, EditRows rows) {
        this.policies = policies;
        this.lists = lists;
        this.rows = rows;
    }

    PolicyVersion version(String version) {
        return policies.find(version).orElseThrow(() -> new Refusal.NotFound("policy version", version));
    }

    /** As officers left them; of a version nobody has touched, those that come with the product. */
    List<PolicyCase> casesOf(PolicyVersion version) {
        return rows.cases(version.version()).orElseGet(() -> shipped(version));
    }

    private List<PolicyCase> shipped(PolicyVersion version) {
        List<PolicyCase> all = shipped;
        if (all == null) {
            all = new PolicyCases().all();
            shipped = all;
        }
        Set<String> ids = version.rules().stream().map(PolicyRule::id).collect(Collectors.toSet());
        return all.stream().filter(one -> ids.contains(one.rule())).toList();
    }

    Draft of(Change change) {
        return of(change.base(), rows.current(change.id()));
    }

    Draft of(String base, List<Edit> edits) {
        PolicyVersion version = version(base);
        return Draft.of(version, casesOf(version), lists.current(), edits);
    }
}
