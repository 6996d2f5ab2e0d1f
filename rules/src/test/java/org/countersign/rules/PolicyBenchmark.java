package org.countersign.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countersign.policy.CompiledRule;
import org.countersign.policy.DrlReader;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceLists;
import org.countersign.policy.Truth;
import org.countersign.shared.Json;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
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
 * The whole catalogue on typical suggestions: with hits, misses and their reasons, as a decision record has them, beside the
 * same rules in a bare Drools session and beside the same conditions as plain Java predicates. Run by hand, with the profile
 * {@code benchmarks} and the directory of the policies as the system property {@code policies}; figures are in
 * {@code docs/performance.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PolicyBenchmark {

    private static final Path POLICIES =
            Path.of(System.getProperty("policies", "../policies/src/main/resources/policies"));

    private final PolicyVersion version = PolicyVersion.of(rules());
    private final PolicyVersion hundred = PolicyVersion.of(hundred(0));
    private final List<CompiledRule> compiled =
            version.rules().stream().map(CompiledRule::of).toList();
    private final CompiledPolicies full = new DroolsPolicyEngine().compile(version);
    private final KieBase bare = KieBaseBuilder.createKieBaseFromModel(RuleModel.of(compiled));
    private final List<Map<String, Object>> suggestions = suggestions();
    private int next;

    /** A fact set of its own for each evaluation, as in life: nothing is kept from the one before. */
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
        return Json.canonicalOf(Map.of("facts", facts.toJson(), "evaluation", full.evaluate(facts)));
    }

    @Benchmark
    public Findings bareSession() {
        FactSet facts = facts();
        Findings findings = new Findings(facts);
        bare.newStatelessKieSession().execute(List.of(findings, facts));
        return findings;
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

    static List<PolicyRule> rules() {
        Map<String, List<String>> lists = new TreeMap<>();
        files(POLICIES.resolve("lists"), ".txt")
                .forEach(file -> lists.put(
                        file.getFileName().toString().replace(".txt", ""),
                        text(file)
                                .lines()
                                .map(line -> line.replaceFirst("#.*", "").strip())
                                .filter(line -> !line.isEmpty())
                                .toList()));
        List<PolicyRule> rules = new ArrayList<>();
        files(POLICIES, ".drl")
                .forEach(file -> rules.addAll(
                        DrlReader.read(file.getFileName().toString(), text(file), ReferenceLists.of(lists))));
        return rules;
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

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
