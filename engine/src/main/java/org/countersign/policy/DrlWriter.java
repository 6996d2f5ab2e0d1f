package org.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes rules as DRL text. Reading that text gives equal rules, and equal rules give the same text. */
public final class DrlWriter {

    private DrlWriter() {}

    /** A whole file. */
    public static String write(String packageName, List<PolicyRule> rules) {
        return "package " + packageName + "\n"
                + rules.stream().map(rule -> "\n" + write(rule)).collect(Collectors.joining());
    }

    /** One rule, as it stands in a file. */
    public static String write(PolicyRule rule) {
        List<String> lines = new ArrayList<>();
        lines.add("rule " + PolicyText.quoted(rule.name()));
        lines.add(annotation("id", rule.id()));
        lines.add(annotation("source", rule.source()));
        if (rule.owner() != null) {
            lines.add(annotation("owner", rule.owner()));
        }
        lines.addAll(RuleAnnotations.lines(rule));
        lines.add(annotation("message", rule.message()));
        lines.add("when");
        lines.add("    $v : Verdict()");
        lines.add("    Facts(");
        List<Condition> parts = rule.when() instanceof Condition.All all ? all.parts() : List.of(rule.when());
        lines.add(parts.stream()
                .map(part -> "        " + (part instanceof Condition.All ? "(" + write(part) + ")" : write(part)))
                .collect(Collectors.joining(",\n")));
        lines.add("    )");
        lines.add("then");
        lines.add("    $v." + verb(rule.outcome()) + "(" + PolicyText.quoted(rule.id()) + ");");
        lines.add("end");
        return String.join("\n", lines) + "\n";
    }

    static String annotation(String name, String value) {
        return "    @" + name + "(" + PolicyText.quoted(value) + ")";
    }

    private static String verb(Outcome outcome) {
        return outcome == Outcome.REQUIRE_DISCLOSURE
                ? "requireDisclosure"
                : outcome.name().toLowerCase(Locale.ROOT);
    }

    /** A condition, without brackets around it. */
    public static String write(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.parts(), " && ");
            case Condition.Any any -> joined(any.parts(), " || ");
            case Condition.Not not -> "!(" + write(not.part()) + ")";
            case Condition.Test test -> test(test);
        };
    }

    private static String joined(List<Condition> parts, String sign) {
        return parts.stream()
                .map(part -> part instanceof Condition.All || part instanceof Condition.Any
                        ? "(" + write(part) + ")"
                        : write(part))
                .collect(Collectors.joining(sign));
    }

    private static String test(Condition.Test test) {
        String operand = operand(test.operand());
        return switch (test.operator()) {
            case MENTIONS, CONTAINS_ANY, CONTAINS_ALL, CONTAINS_ONLY ->
                test.operator().symbol() + "(" + test.fact() + ", " + operand + ")";
            case IN, NOT_IN ->
                test.operand() instanceof Operand.NamedList
                        ? test.fact() + (test.operator() == Operator.IN ? " memberOf " : " not memberOf ") + operand
                        : test.fact() + " " + test.operator().symbol() + " (" + operand + ")";
            case EQUAL, NOT_EQUAL, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS, NOT_CONTAINS ->
                test.fact() + " " + test.operator().symbol() + " " + operand;
        };
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Operand.Value value -> literal(value.value());
            case Operand.Values values ->
                values.values().stream().map(DrlWriter::literal).collect(Collectors.joining(", "));
            case Operand.OtherFact other -> other.name();
            case Operand.NamedList list -> "list(" + PolicyText.quoted(list.name()) + ")";
            case Operand.Lookup lookup ->
                (lookup.highest() ? "highest(" : "lowest(") + PolicyText.quoted(lookup.table()) + ", " + lookup.fact()
                        + ")";
        };
    }

    static String literal(Object value) {
        return switch (value) {
            case String text -> PolicyText.quoted(text);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
