package org.countersign.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;

/** Builds and uses 3,000 versions one after the other and prints the metaspace on the way. Run by hand. */
public final class ManyVersions {

    private static final int VERSIONS = 3_000;

    private ManyVersions() {}

    public static void main(String[] arguments) {
        DroolsPolicyEngine engine = new DroolsPolicyEngine();
        PolicyVersion version = PolicyVersion.of(PolicyBenchmark.rules());
        List<PolicyRule> rules = version.rules();
        FactSet facts = FactSet.builder().text("suggestion.kind", "PRICE_OFFER").build();
        long began = System.nanoTime();
        for (int i = 0; i <= VERSIONS; i++) {
            engine.compile(PolicyVersion.of(rules.subList(i % 3, rules.size()))).evaluate(facts);
            if (i % 500 == 0) {
                System.gc();
                System.out.printf(
                        "%d versions, metaspace %.1f MB, %.1f ms each%n",
                        i, metaspace() / 1e6, (System.nanoTime() - began) / 1e6 / Math.max(1, i));
            }
        }
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
