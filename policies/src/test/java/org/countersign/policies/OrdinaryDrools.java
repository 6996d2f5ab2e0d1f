package org.countersign.policies;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.Vocabulary;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.definition.type.FactType;

/**
 * DRL in the hands of the ordinary Drools compiler, in tests only: the yardstick for the in-memory model. The facts are
 * types declared from the vocabulary, one per group.
 */
final class OrdinaryDrools {

    private static final String TYPES = "golden";

    private static final String IMPORTS = """

            import golden.Facts
            import org.countersign.policies.Verdict
            import static org.countersign.policies.DrlFunctions.list
            import static org.countersign.policies.DrlFunctions.mentions
            import static org.countersign.policies.DrlFunctions.containsAny
            import static org.countersign.policies.DrlFunctions.containsAll
            import static org.countersign.policies.DrlFunctions.containsOnly
            import static org.countersign.policies.DrlFunctions.highest
            import static org.countersign.policies.DrlFunctions.lowest
            """;

    private final KieBase kieBase;
    private final Map<String, List<Fact>> groups =
            Vocabulary.facts().stream().collect(Collectors.groupingBy(Fact::group, TreeMap::new, Collectors.toList()));

    /** @param files DRL texts in packages other than {@code golden}, without any import */
    OrdinaryDrools(List<String> files) {
        KieServices services = KieServices.get();
        KieFileSystem sources = services.newKieFileSystem();
        sources.write("src/main/resources/golden/types.drl", declarations());
        for (int i = 0; i < files.size(); i++) {
            sources.write(
                    "src/main/resources/rules" + i + ".drl",
                    files.get(i).replaceFirst("(?m)^package .*$", "$0\n" + IMPORTS.replace("$", "\\$")));
        }
        KieBuilder builder = services.newKieBuilder(sources).buildAll(ExecutableModelProject.class);
        List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors.toString());
        }
        kieBase =
                services.newKieContainer(builder.getKieModule().getReleaseId()).getKieBase();
        services.getRepository().removeKieModule(builder.getKieModule().getReleaseId());
    }

    private String declarations() {
        String types = groups.entrySet().stream()
                .map(group -> "declare " + typeName(group.getKey()) + "\n"
                        + group.getValue().stream()
                                .map(fact -> "    " + fact.property() + " : " + javaType(fact) + "\n")
                                .collect(Collectors.joining())
                        + "end\n")
                .collect(Collectors.joining());
        String all = groups.keySet().stream()
                .map(group -> "    " + group + " : " + typeName(group) + "\n")
                .collect(Collectors.joining("", "declare Facts\n", "end\n"));
        return "package " + TYPES + "\n" + types + all;
    }

    private static String typeName(String group) {
        return Character.toUpperCase(group.charAt(0)) + group.substring(1) + "Facts";
    }

    private static String javaType(Fact fact) {
        return switch (fact.type()) {
            case TEXT -> "String";
            case NUMBER -> "java.math.BigDecimal";
            case FLAG -> "Boolean";
            case TEXTS -> "java.util.List";
        };
    }

    /** The rules that fired, by id, with TRUE or UNKNOWN. */
    Map<String, String> hits(FactSet facts) {
        return hits(beans(facts));
    }

    /** The same for facts that are beans already. */
    Map<String, String> hits(Object beans) {
        Verdict verdict = new Verdict();
        kieBase.newStatelessKieSession().execute(List.of(verdict, beans));
        return verdict.hits();
    }

    /** The facts as the types declare them. */
    Object beans(FactSet facts) {
        try {
            FactType all = kieBase.getFactType(TYPES, "Facts");
            Object bean = all.newInstance();
            for (Map.Entry<String, List<Fact>> group : groups.entrySet()) {
                FactType type = kieBase.getFactType(TYPES, typeName(group.getKey()));
                Object part = type.newInstance();
                group.getValue()
                        .forEach(fact ->
                                facts.value(fact.name()).ifPresent(value -> type.set(part, fact.property(), value)));
                all.set(bean, group.getKey(), part);
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
