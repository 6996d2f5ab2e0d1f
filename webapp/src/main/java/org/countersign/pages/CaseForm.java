package org.countersign.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.FactType;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.Vocabulary;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A case as a form: one input for each fact that the rule reads. Facts that it does not read stay as they are.
 *
 * @param index its place among the rule's cases; -1 for a new one
 * @param others how many facts it has beside those
 */
record CaseForm(int index, String name, String sort, String expect, String message, List<Input> inputs, int others) {

    /** What is typed for an empty list, which is something else than an unknown one. */
    static final String NONE = "(none)";

    /**
     * A fact.
     *
     * @param value as typed; empty for unknown; a list one value a line
     */
    record Input(Fact fact, String value) {

        /** Every value it can have, where that is a closed set. */
        public List<String> options() {
            return fact.type() == FactType.FLAG ? List.of("true", "false") : fact.known();
        }

        public boolean isList() {
            return fact.type() == FactType.TEXTS;
        }
    }

    static CaseForm of(int index, PolicyCase one, PolicyRule rule) {
        List<Input> inputs = inputs(rule, one.facts());
        int others = one.facts().values().size()
                - (int) inputs.stream()
                        .filter(input -> !input.value().isEmpty())
                        .count();
        return new CaseForm(
                index,
                one.name(),
                one.sort().name(),
                one.expect(),
                one.exactMessage().orElse(""),
                inputs,
                others);
    }

    /** A case to begin with, from a typical suggestion. */
    static CaseForm empty(PolicyRule rule) {
        return new CaseForm(
                -1, "", PolicyCase.Sort.HIT.name(), rule.outcome().name(), "", inputs(rule, new FactSet(Map.of())), 0);
    }

    private static List<Input> inputs(PolicyRule rule, FactSet facts) {
        return rule.when().facts().stream()
                .map(name -> new Input(Vocabulary.require(name), text(facts, name)))
                .toList();
    }

    private static String text(FactSet facts, String name) {
        return facts.value(name)
                .map(value -> value instanceof List<?> list
                        ? list.isEmpty()
                                ? NONE
                                : String.join(
                                        "\n", list.stream().map(String::valueOf).toList())
                        : facts.text(name))
                .orElse("");
    }

    /**
     * The case that was typed.
     *
     * @param start facts it starts from: those of the case that is edited, or of a typical suggestion
     * @throws Refusal.Invalid with what is wrong
     */
    static PolicyCase read(PolicyRule rule, FactSet start, MultiValueMap<String, String> sent) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> facts = new TreeMap<>(start.values());
        for (String name : rule.when().facts()) {
            String typed = first(sent, "fact." + name);
            if (typed == null) {
                continue; // not on the form: it stays
            }
            try {
                Object value = value(Vocabulary.require(name), typed.strip());
                if (value == null) {
                    facts.remove(name);
                } else {
                    facts.put(name, value);
                }
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("/" + name, name + ": " + e.getMessage()));
            }
        }
        String message = first(sent, "message");
        try {
            if (errors.isEmpty()) {
                return new PolicyCase(
                        rule.id(),
                        PolicyCase.Sort.valueOf(String.valueOf(first(sent, "sort"))),
                        String.valueOf(first(sent, "caseName")).strip(),
                        new FactSet(facts),
                        String.valueOf(first(sent, "expect")),
                        message == null || message.isBlank() ? null : message.strip(),
                        null);
            }
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("/caseName", String.valueOf(e.getMessage())));
        }
        throw new Refusal.Invalid(
                String.join(" ", errors.stream().map(FieldError::message).toList()), errors);
    }

    private static @Nullable Object value(Fact fact, String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        return switch (fact.type()) {
            case TEXT -> typed;
            case FLAG -> Boolean.parseBoolean(typed);
            case TEXTS ->
                typed.equals(NONE)
                        ? List.of()
                        : typed.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList();
            case NUMBER -> {
                try {
                    yield new BigDecimal(typed);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("\"" + typed + "\" is not a number such as 12 or 4.50.", e);
                }
            }
        };
    }

    private static @Nullable String first(MultiValueMap<String, String> sent, String name) {
        String value = sent.getFirst(name);
        return value == null ? null : value.replace("\r\n", "\n");
    }
}
