package org.countersign.screening;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.autonomy.Held;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasChecks;
import org.countersign.bias.BiasReport;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Risk;
import org.countersign.policy.RiskTable;
import org.countersign.policy.Route;
import org.countersign.screening.AuditSample.Draw;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Computes verdicts and stores nothing: bias checks first, since their result is a fact for the policies, then all
 * policies, then the fold. The same computation serves the live path, the dry run and the replay.
 */
@Component
class Gate {

    private final Facts facts;
    private final BiasChecks biasChecks;
    private final Policies policies;
    private final AuditSample sample;
    private final RiskTable risk;
    private final ScreeningProperties properties;

    Gate(
            Facts facts,
            BiasChecks biasChecks,
            Policies policies,
            AuditSample sample,
            RiskTable risk,
            ScreeningProperties properties) {
        this.facts = facts;
        this.biasChecks = biasChecks;
        this.policies = policies;
        this.sample = sample;
        this.risk = risk;
        this.properties = properties;
    }

    Finding judge(String client, JsonNode document, Proposal proposal, Circumstances circumstances, Instant now) {
        BiasCheckRequest composition = composition(proposal, circumstances);
        BiasReport bias = composition == null ? null : biasChecks.check(composition);
        BiasFacts measured = BiasFacts.of(bias, circumstances.openAlarm());
        FactSet seen = facts.of(proposal, document, circumstances.consents(), measured, now);
        Risk assessed = risk.assess(seen);
        Draw draw = sample.draw(client, document, rate(assessed, proposal, circumstances.held()));
        OtherReasons others = new OtherReasons(assessed, circumstances.reworked(), draw.isDrawn());
        return new Finding(
                now,
                seen,
                composition,
                draw,
                circumstances.held().licences(),
                Verdict.of(policies.evaluate(seen), bias, others));
    }

    /** Of the risk, as far as no licence lowers it. The lot itself depends on neither, so that no licence re-rolls it. */
    private BigDecimal rate(Risk assessed, Proposal proposal, Held held) {
        BigDecimal fixed = properties.auditSampleRate();
        BigDecimal usual = fixed == null
                ? risk.sampleRate(assessed.level(), proposal.audience().jurisdictions())
                : fixed;
        return usual.multiply(held.leeway().share());
    }

    List<Counterfactual> counterfactuals(Finding finding) {
        return counterfactuals(finding.facts(), finding.verdict().bias());
    }

    /** What would satisfy the rules in force that block or ask for a person: rule by rule, and all of them together. */
    List<Counterfactual> counterfactuals(FactSet facts, @Nullable BiasReport bias) {
        PolicyVersion version = policies.active();
        Set<String> hits = policies.evaluate(version.version(), facts).hits().stream()
                .filter(hit -> !hit.outcome().isObligation())
                .map(Evaluation.Hit::rule)
                .collect(Collectors.toSet());
        List<PolicyRule> rules = version.rules().stream()
                .filter(rule -> hits.contains(rule.id()))
                .toList();
        List<Counterfactual> found = new ArrayList<>();
        List<String> silenced = new ArrayList<>();
        FactSet together = facts;
        for (PolicyRule rule : rules) {
            List<Counterfactuals.Change> changes = Counterfactuals.of(rule, facts);
            if (!changes.isEmpty()) {
                FactSet alone = applied(changes, facts);
                found.add(Counterfactual.of(rule.id(), steps(facts, alone, changes), route(version, alone, bias)));
                together = applied(Counterfactuals.of(rule, together), together);
                silenced.add(rule.id());
            }
        }
        Route combined = route(version, together, bias);
        if (silenced.size() > 1 && found.stream().allMatch(one -> combined.compareTo(one.route()) < 0)) {
            found.add(Counterfactual.of(String.join(", ", silenced), steps(facts, together), combined));
        }
        return found;
    }

    private static FactSet applied(List<Counterfactuals.Change> changes, FactSet facts) {
        FactSet changed = facts;
        for (Counterfactuals.Change change : changes) {
            changed = change.applyTo(changed);
        }
        return changed;
    }

    private static List<Counterfactual.Step> steps(
            FactSet before, FactSet after, List<Counterfactuals.Change> changes) {
        return changes.stream()
                .map(Counterfactuals.Change::fact)
                .map(fact -> new Counterfactual.Step(fact, before.text(fact), after.text(fact)))
                .toList();
    }

    /** Everything that a producer would change; what follows from that goes without saying. */
    private static List<Counterfactual.Step> steps(FactSet before, FactSet after) {
        return after.values().keySet().stream()
                .filter(Counterfactuals::isChangeable)
                .filter(fact -> !Objects.equals(
                        after.values().get(fact), before.values().get(fact)))
                .map(fact -> new Counterfactual.Step(fact, before.text(fact), after.text(fact)))
                .toList();
    }

    private Route route(PolicyVersion version, FactSet facts, @Nullable BiasReport bias) {
        return Verdict.of(policies.evaluate(version.version(), facts), bias, OtherReasons.NONE)
                .route();
    }

    /**
     * Computes a recorded verdict once more from what it was computed from: the counts, the facts, the policy version
     * and the draw of then.
     *
     * @throws org.countersign.shared.Refusal.NotFound if that policy version is not known here
     */
    Verdict replay(DecisionRecord record) {
        BiasCheckRequest composition = record.composition();
        BiasReport bias = composition == null ? null : biasChecks.check(composition);
        Draw draw = new Draw(record.seed(), record.sampleRate());
        return Verdict.of(
                policies.evaluate(record.verdict().policyVersion(), new FactSet(record.facts())),
                bias,
                new OtherReasons(record.verdict().risk(), record.verdict().reworked(), draw.isDrawn()));
    }

    /**
     * The bias checks to run, one for each attribute: of the audience's composition, or, for one customer, those shared
     * with others, since one customer cannot be measured alone; null where there are none.
     */
    private @Nullable BiasCheckRequest composition(Proposal proposal, Circumstances circumstances) {
        List<BiasCheckRequest.Check> checks = proposal.audience().subject() == null
                ? proposal.audience().composition().stream().map(Gate::check).toList()
                : circumstances.shared();
        return checks.isEmpty()
                ? null
                : new BiasCheckRequest(
                        properties.biasConfidence().doubleValue(),
                        properties.biasThreshold().doubleValue(),
                        checks);
    }

    private static BiasCheckRequest.Check check(Proposal.Composition composition) {
        return new BiasCheckRequest.Check(
                composition.attribute(),
                null,
                composition.groups().stream()
                        .map(group -> new BiasCheckRequest.Group(group.group(), group.eligible(), group.favoured()))
                        .toList());
    }
}
