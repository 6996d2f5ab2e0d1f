package org.countersign.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.policy.DrlReader;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceLists;
import org.countersign.testing.PlainPolicyEngine;
import org.junit.jupiter.api.Test;

class DroolsPolicyEngineTests {

    private final DroolsPolicyEngine engine = new DroolsPolicyEngine();

    @Test
    void tellsTrueUnknownAndFalseApart() {
        CompiledPolicies policies = engine.compile(version(rule("AGE-01", "customer.minimumAge < 18", "BLOCK")));

        assertThat(outcome(policies, age(17))).isEqualTo("BLOCK AGE-01");
        assertThat(outcome(policies, age(18))).isEqualTo("nothing");
        assertThat(outcome(policies, FactSet.builder().build())).isEqualTo("BLOCK AGE-01 unknown");
    }

    @Test
    void leavesARuleOutThatDoesNotApplyToUnknownFacts() {
        CompiledPolicies policies = engine.compile(version(rule("AGE-01", "customer.minimumAge < 18", "SKIP")));

        assertThat(outcome(policies, FactSet.builder().build())).isEqualTo("nothing");
    }

    /** Drools puts three or more equality constraints on one fact into a hash index. */
    @Test
    void looksUpEqualTextsInAnIndexWithoutMistakingUnknownForAny() {
        String[] rules = IntStream.range(0, 20)
                .mapToObj(i -> rule("KND-" + (10 + i), "suggestion.purpose == \"P" + i + "\"", "REVIEW"))
                .toArray(String[]::new);
        CompiledPolicies policies = engine.compile(version(rules));

        assertThat(outcome(
                        policies,
                        FactSet.builder().text("suggestion.purpose", "P7").build()))
                .isEqualTo("BLOCK KND-17");
        assertThat(outcome(
                        policies,
                        FactSet.builder().text("suggestion.purpose", "p7").build()))
                .isEqualTo("nothing");
        assertThat(policies.evaluate(FactSet.builder().build()).hits())
                .hasSize(20)
                .allMatch(Evaluation.Hit::unknown);
    }

    @Test
    void saysTheSameInWhateverOrderTheRulesStand() {
        List<PolicyRule> rules = new ArrayList<>(version(manyRules()).rules());
        Evaluation first = engine.compile(PolicyVersion.of(rules)).evaluate(age(15));

        Collections.shuffle(rules, new Random(4));

        assertThat(engine.compile(PolicyVersion.of(rules)).evaluate(age(15))).isEqualTo(first);
        assertThat(first.hits())
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> a.rule().compareTo(b.rule()));
        assertThat(first.hits().size() + first.misses().size()).isEqualTo(rules.size());
    }

    @Test
    void evaluatesOnManyThreadsAtOnceWhileOtherVersionsAreBuilt() throws Exception {
        PolicyVersion version = version(manyRules());
        CompiledPolicies shared = engine.compile(version);
        CompiledPolicies plain = new PlainPolicyEngine().compile(version);
        List<Callable<Integer>> work = IntStream.range(0, 8)
                .mapToObj(thread -> (Callable<Integer>) () -> {
                    int agreed = 0;
                    for (int i = 0; i < 400; i++) {
                        FactSet facts = age((thread * 7 + i) % 30);
                        agreed += shared.evaluate(facts).equals(plain.evaluate(facts)) ? 1 : 0;
                        if (i % 100 == 0) {
                            engine.compile(version);
                        }
                    }
                    return agreed;
                })
                .toList();

        int agreed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                agreed += done.get();
            }
        }

        assertThat(agreed).isEqualTo(8 * 400);
    }

    @Test
    void evaluatesAVersionWithoutRules() {
        assertThat(engine.compile(PolicyVersion.of(List.of())).evaluate(age(18)).hits())
                .isEmpty();
    }

    private static String[] manyRules() {
        return IntStream.range(0, 30)
                .mapToObj(i -> rule(
                        "AGE-" + (10 + i),
                        "customer.minimumAge < " + i + " || price.list > " + i + ", suggestion.purpose != \"P" + i
                                + "\"",
                        i % 2 == 0 ? "REVIEW" : "SKIP"))
                .toArray(String[]::new);
    }

    private static String rule(String id, String facts, String unknown) {
        return """
                rule "Rule %1$s"
                    @id("%1$s") @source("none") @unknown("%3$s") @message("none")
                when
                    $v : Verdict()
                    Facts( %2$s )
                then
                    $v.block("%1$s");
                end
                """.formatted(id, facts, unknown);
    }

    private static PolicyVersion version(String... rules) {
        return PolicyVersion.of(
                DrlReader.read("test.drl", "package test\n" + String.join("\n", rules), ReferenceLists.none()));
    }

    private static FactSet age(int years) {
        return FactSet.builder().number("customer.minimumAge", years).build();
    }

    private static String outcome(CompiledPolicies policies, FactSet facts) {
        return policies.evaluate(facts).hits().stream()
                .map(hit -> hit.outcome() + " " + hit.rule() + (hit.unknown() ? " unknown" : ""))
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing");
    }
}
