package org.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyCases;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.rules.DroolsPolicyEngine;
import org.countersign.testing.PlainPolicyEngine;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The in-memory model says what the same DRL says when the ordinary compiler has compiled it. */
class GoldenTests {

    /** A hundred thousand by hand: {@code -Dpolicy.factSets=100000}. */
    private static final int FACT_SETS = Integer.getInteger("policy.factSets", 12_000);

    private final PolicyVersion version = PolicyVersion.of(new PolicySource().rules());
    private final CompiledPolicies inMemory = new DroolsPolicyEngine().compile(version);
    private final FactSets factSets = new FactSets(version, starts(), 20261123);

    @Test
    void agreesWithCompiledDrlThatHasItsNullGuardsWrittenOut() {
        OrdinaryDrools compiled = new OrdinaryDrools(List.of(GuardedDrl.of(version.rules())));
        CompiledPolicies plain = new PlainPolicyEngine().compile(version);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < FACT_SETS; i++) {
            FactSet facts = i % 2 == 0 ? factSets.next() : factSets.nextComplete();
            Evaluation evaluation = inMemory.evaluate(facts);
            assertThat(hits(evaluation)).as("facts %s", facts).isEqualTo(compiled.hits(facts));
            assertThat(evaluation).isEqualTo(plain.evaluate(facts));
            seen.addAll(hits(evaluation).keySet());
        }

        assertThat(seen).as("rules that hit at least once").hasSameSizeAs(version.rules());
    }

    @Test
    void agreesWithTheFilesAsTheyStandWhereEveryFactIsKnown() throws IOException {
        OrdinaryDrools compiled = new OrdinaryDrools(files());

        for (int i = 0; i < FACT_SETS / 8; i++) {
            FactSet facts = whenEveryRuleIsInForce(factSets.nextComplete());
            assertThat(hits(inMemory.evaluate(facts))).as("facts %s", facts).isEqualTo(compiled.hits(facts));
        }
    }

    /** Ordinary DRL knows nothing of our effective dates: the day is one on which all shipped rules hold. */
    private static FactSet whenEveryRuleIsInForce(FactSet facts) {
        Map<String, Object> values = new TreeMap<>(facts.values());
        values.put("clock.date", "2027-06-01");
        return new FactSet(values);
    }

    /** What is typical, and what the cases are about: so every rule is met, however rare its conditions are. */
    private static List<FactSet> starts() {
        PolicyCases cases = new PolicyCases();
        return Stream.concat(
                        cases.typical().values().stream(), cases.all().stream().map(PolicyCase::facts))
                .toList();
    }

    private static Map<String, String> hits(Evaluation evaluation) {
        Map<String, String> hits = new TreeMap<>();
        evaluation.hits().forEach(hit -> hits.put(hit.rule(), hit.unknown() ? "UNKNOWN" : "TRUE"));
        return hits;
    }

    private static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:policies/**/*.drl")) {
            files.add(file.getContentAsString(StandardCharsets.UTF_8));
        }
        return files;
    }
}
