package org.countersign.policies;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.policy.Condition;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Operand;
import org.countersign.policy.Period;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.WhenUnknown;

/**
 * Rules as DRL with the null guards written out that three-valued logic needs. Without them {@code !=}, {@code not in} and
 * a negation hit on null. Each rule becomes one for TRUE and one for UNKNOWN.
 */
final class GuardedDrl {

    private GuardedDrl() {}

    static String of(List<PolicyRule> rules) {
        return "package guarded\n" + rules.stream().map(GuardedDrl::of).collect(Collectors.joining());
    }

    private static String of(PolicyRule rule) {
        String whereTrue = isTrue(rule.when());
        String whereUnknown = "!(" + whereTrue + ") && !(" + isFalse(rule.when()) + ")";
        String inForce = inForce(rule.period());
        String text = one(rule.id(), inForce + whereTrue, "$v.block(\"" + rule.id() + "\");");
        return rule.whenUnknown() == WhenUnknown.SKIP
                ? text
                : text + one(rule.id() + " unknown", inForce + whereUnknown, "$v.unknown(\"" + rule.id() + "\");");
    }

    /** Dates as ISO 8601 writes them are in order as texts are. */
    private static String inForce(Period period) {
        String from = period.from() == null ? "" : "clock.date.compareTo(\"" + period.from() + "\") >= 0";
        String until = period.until() == null ? "" : "clock.date.compareTo(\"" + period.until() + "\") < 0";
        String both = from + (from.isEmpty() || until.isEmpty() ? "" : " && ") + until;
        return both.isEmpty() ? "" : "(clock.date == null || (" + both + ")) && ";
    }

    private static String one(String name, String condition, String action) {
        return "rule \"" + name + "\"\nwhen\n    $v : Verdict()\n    Facts( " + condition + " )\nthen\n    " + action
                + "\nend\n";
    }

    private static String isTrue(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.parts().stream().map(GuardedDrl::isTrue), " && ");
            case Condition.Any any -> joined(any.parts().stream().map(GuardedDrl::isTrue), " || ");
            case Condition.Not not -> isFalse(not.part());
            case Condition.Test test -> "(" + known(test) + " && (" + DrlWriter.write(test) + "))";
        };
    }

    private static String isFalse(Condition condition) {
        return switch (condition) {
            case Condition.All all -> joined(all.parts().stream().map(GuardedDrl::isFalse), " || ");
            case Condition.Any any -> joined(any.parts().stream().map(GuardedDrl::isFalse), " && ");
            case Condition.Not not -> isTrue(not.part());
            case Condition.Test test -> "(" + known(test) + " && !(" + DrlWriter.write(test) + "))";
        };
    }

    private static String known(Condition.Test test) {
        return switch (test.operand()) {
            case Operand.OtherFact other -> test.fact() + " != null && " + other.name() + " != null";
            case Operand.Lookup lookup ->
                test.fact() + " != null && " + lookup.fact() + " != null && "
                        + DrlWriter.write(test).replaceFirst("^.*?(highest|lowest)", "$1") + " != null";
            case Operand.Value value -> test.fact() + " != null";
            case Operand.Values values -> test.fact() + " != null";
            case Operand.NamedList list -> test.fact() + " != null";
        };
    }

    private static String joined(Stream<String> parts, String sign) {
        return parts.collect(Collectors.joining(sign, "(", ")"));
    }
}
