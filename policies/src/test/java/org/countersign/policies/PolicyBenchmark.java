package org.countersign.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.countersign.policy.CompiledRule;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Truth;
import org.countersign.rules.BareSession;
import org.countersign.rules.DroolsPolicyEngine;
import org.countersign.shared.Json;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The whole catalogue on typical suggestions: with hits, misses and their reasons, and with the canonical bytes of all of it
 * as a decision record has them; beside the same rules in a bare Drools session, once from the product's model and once from
 * DRL that the ordinary compiler has compiled, and beside the same conditions as plain Java predicates. The session of
 * ordinary DRL finds its facts ready as beans, and looks for each phrase by itself; the others make their fact sets anew
 * each time, as in life. Run by hand, with the profile {@code benchmarks}; figures are in {@code docs/performance.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PolicyBenchmark {

    private final PolicyVersion version = PolicyVersion.of(rules());
    private final PolicyVersion hundred = PolicyVersion.of(hundred(0));
    private final List<CompiledRule> compiled =
            version.rules().stream().map(CompiledRule::of).toList();
    private final CompiledPolicies full = new DroolsPolicyEngine().compile(version);
    private final BareSession bare = new BareSession(compiled);
    private final OrdinaryDrools ordinary = new OrdinaryDrools(List.of(GuardedDrl.of(version.rules())));
    private final List<Map<String, Object>> suggestions = suggestions();
    private final List<Object> beans =
            suggestions.stream().map(each -> ordinary.beans(new FactSet(each))).toList();
    private int next;

    /** A fact set of its own for each evaluation: nothing is kept from the one before. */
    private FactSet facts() {
        next = (next + 1) % suggestions.size();
        return new FactSet(suggestions.get(next));
    }

    @Benchmark
    public Evaluation evaluationWithReasons() {
        return full.evaluate(facts());
    }

    @Benchmark
    public byte[] evaluationWithRecord() {
        FactSet facts = facts();
        return Json.canonicalOf(Map.of("facts", facts.written(), "evaluation", full.evaluate(facts)));
    }

    @Benchmark
    public Object bareSession() {
        return bare.evaluate(facts());
    }

    @Benchmark
    public Map<String, String> bareSessionOfOrdinaryDrl() {
        next = (next + 1) % beans.size();
        return ordinary.hits(beans.get(next));
    }

    @Benchmark
    public int plainPredicates() {
        FactSet facts = facts();
        int spoken = 0;
        for (CompiledRule rule : compiled) {
            Truth truth = rule.isInForce(facts) ? rule.when().truth(facts) : Truth.FALSE;
            spoken += rule.rule().speaksAt(truth) ? 1 : 0;
        }
        return spoken;
    }

    @Benchmark
    public CompiledPolicies buildingOfAHundredRules() {
        return new DroolsPolicyEngine().compile(hundred);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PolicyBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    /** The catalogue, filled up to a hundred rules with copies of itself; no two numbers make the same version. */
    static List<PolicyRule> hundred(int number) {
        List<PolicyRule> rules = new ArrayList<>(rules());
        for (int i = 0; rules.size() < 100; i++) {
            PolicyRule rule = rules.get(i);
            rules.add(new PolicyRule(
                    "CPY-" + (100 + i),
                    "Copy " + number + " of " + rule.name(),
                    new PolicyRule.Grounds(rule.source(), rule.owner()),
                    rule.period(),
                    rule.when(),
                    rule.effect(),
                    rule.message()));
        }
        return rules;
    }

    private static List<PolicyRule> rules() {
        return new PolicySource().rules();
    }

    /** Three of five kinds, each with about 40 known facts; the copy has a text of 1,000 characters. */
    private static List<Map<String, Object>> suggestions() {
        Map<String, Object> offer = new TreeMap<>(FactSet.builder()
                .text("suggestion.kind", "PRICE_OFFER")
                .texts("suggestion.channels", List.of("WEB", "EMAIL"))
                .text("suggestion.purpose", "MARKETING")
                .text("suggestion.legalBasis", "CONSENT")
                .texts("suggestion.featureCategories", List.of("TRANSACTION"))
                .texts("suggestion.sourcePurposes", List.of("shop:MARKETING"))
                .number("suggestion.oldestFeatureDays", 30)
                .number("suggestion.audienceSize", 1240)
                .flag("suggestion.singleCustomer", false)
                .flag("suggestion.wantsSlot", false)
                .number("customer.minimumAge", 18)
                .text("customer.ageBand", "18+")
                .texts("customer.jurisdictions", List.of("DE"))
                .flag("customer.inEu", true)
                .number("customer.contactsLast7Days", 1)
                .number("price.list", 9)
                .number("price.offered", 8)
                .number("price.lowest30d", 8)
                .number("price.discountPercent", 11)
                .number("price.mandatoryFees", 0)
                .flag("price.showsReference", false)
                .flag("price.personalised", true)
                .flag("price.usesPersonalData", false)
                .texts("product.categories", List.of("COFFEE"))
                .texts("product.sensitiveClasses", List.of())
                .number("product.ageLimit", 0)
                .text("bias.result", "PASS")
                .texts("bias.unequalAttributes", List.of())
                .number("bias.ratioPercent", 98)
                .flag("model.openAlarm", false)
                .text("model.id", "elasticity/3.2.0")
                .flag("shop.onlinePlatform", false)
                .text("clock.date", "2026-11-25")
                .build()
                .values());
        Map<String, Object> copy = new TreeMap<>(offer);
        copy.keySet().removeIf(fact -> fact.startsWith("price.") || fact.startsWith("product."));
        copy.put("suggestion.kind", "CAMPAIGN_COPY");
        copy.put("message.subject", "Our winter roast is back in store");
        copy.put("message.body", "The winter roast is back, dark, with a little orange. ".repeat(18));
        copy.put("message.claims", List.of());
        copy.put("message.unprovenClaims", List.of());
        copy.put("message.personalData", List.of());
        copy.put("message.hasOptOut", true);
        copy.put("message.hasAddress", true);
        copy.put("message.aiGenerated", true);
        Map<String, Object> blocked = new TreeMap<>(offer);
        blocked.put("suggestion.legalBasis", "BECAUSE");
        blocked.remove("customer.minimumAge");
        return List.of(offer, copy, blocked);
    }
}
