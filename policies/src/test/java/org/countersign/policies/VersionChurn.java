package org.countersign.policies;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Arrays;
import java.util.List;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyVersion;
import org.countersign.rules.DroolsPolicyEngine;

/**
 * Brings thousands of versions of a hundred rules into force one after the other and prints what is left of them in
 * memory, and how long a version takes. Run by hand; the argument is how many, 3,000 without one.
 */
public final class VersionChurn {

    private VersionChurn() {}

    public static void main(String[] arguments) {
        int versions = arguments.length == 0 ? 3_000 : Integer.parseInt(arguments[0]);
        int tenth = Math.max(1, versions / 10);
        FactSet facts = FactSet.builder()
                .text("suggestion.kind", "PRICE_OFFER")
                .number("price.list", 9)
                .number("price.offered", 12)
                .build();
        long[] took = new long[tenth];
        CompiledPolicies inForce = null;
        for (int number = 1; number <= versions; number++) {
            PolicyVersion version = PolicyVersion.of(PolicyBenchmark.hundred(number));
            long begun = System.nanoTime();
            inForce = new DroolsPolicyEngine().compile(version);
            took[(number - 1) % tenth] = System.nanoTime() - begun;
            inForce.evaluate(facts);
            if (number % tenth == 0) {
                long[] sorted = took.clone();
                Arrays.sort(sorted);
                print(number, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
            }
        }
        System.out.println("Still in force: " + (inForce != null));
    }

    private static void print(int number, double median, double slow) {
        System.gc();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
        long metaspace = pools.stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "after %,d versions: metaspace %.1f MB, heap %.1f MB, %,d classes; building took %.1f ms (median), %.1f ms (99 %%)%n",
                number,
                metaspace / 1e6,
                heap / 1e6,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                median,
                slow);
    }
}
