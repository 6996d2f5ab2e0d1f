package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.countersign.policy.RuleForm.Row;
import org.countersign.policy.RuleForm.Row.Against;
import org.countersign.policy.RuleForm.Row.Kind;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;

class RuleFormTests {

    private static final ReferenceLists LISTS = ReferenceLists.of(Map.of("ages", List.of("* = 16")));

    @Test
    void readsWhatAnOfficerFilledIn() {
        PolicyRule rule = form(
                        "18",
                        row(0, Kind.ALL),
                        test(1, "product.ageLimit", Operator.MORE, Against.VALUE, "18"),
                        test(
                                1,
                                "customer.minimumAge",
                                Operator.LESS,
                                Against.HIGHEST,
                                "ages",
                                "customer.jurisdictions"))
                .rule(LISTS);

        assertThat(Sentences.of(rule.when()))
                .isEqualTo(
                        "product.ageLimit is more than 18 and customer.minimumAge is less than the highest of the table"
                                + " \"ages\" for customer.jurisdictions");
        assertThat(rule.effect().reviewers()).isEqualTo(Reviewers.anyone(1));
    }

    @Test
    void tellsOfEveryWrongFieldAtOnce() {
        RuleForm form = form(
                "2026-02-30",
                row(0, Kind.ALL),
                test(1, "product.ageLimit", Operator.MORE, Against.VALUE, "eighteen"),
                test(1, "customer.minimumAge", Operator.LESS, Against.VALUE, "18"));

        Refusal.Invalid refusal = catchThrowableOfType(Refusal.Invalid.class, () -> form.rule(LISTS));

        assertThat(refusal.errors())
                .containsExactly(
                        new FieldError(
                                "/rows/1", "product.ageLimit needs a plain number such as 12.5, not \"eighteen\"."),
                        new FieldError("/effective", "@effective is a date such as 2026-11-25, not \"2026-02-30\"."));
    }

    @Test
    void namesARowThatJoinsNothing() {
        assertThat(errors(row(0, Kind.ANY))).containsExactly("/rows/0");
        assertThat(errors(row(0, Kind.NOT))).containsExactly("/rows/0");
        assertThat(errors(
                        test(0, "price.list", Operator.MORE, Against.VALUE, "1"),
                        test(0, "price.list", Operator.LESS, Against.VALUE, "9")))
                .containsExactly("/rows/1");
        assertThat(errors(row(0, Kind.ALL), test(2, "price.list", Operator.MORE, Against.VALUE, "1")))
                .containsExactly("/rows/1");
        assertThat(errors()).containsExactly("/rows");
    }

    private static List<String> errors(Row... rows) {
        return catchThrowableOfType(Refusal.Invalid.class, () -> form("", rows).rule(LISTS)).errors().stream()
                .map(FieldError::pointer)
                .toList();
    }

    private static Row row(int depth, Kind kind) {
        return new Row(depth, kind, "", "", null, List.of());
    }

    private static Row test(int depth, String fact, Operator operator, Against against, String... values) {
        return new Row(depth, Kind.TEST, fact, operator.name(), against, List.of(values));
    }

    private static RuleForm form(String effective, Row... rows) {
        return new RuleForm(
                "TST-01",
                "A rule",
                "Ethics",
                "",
                effective.equals("18") ? "" : effective,
                "",
                "REVIEW",
                "",
                "",
                "",
                "REVIEW",
                "Look at it.",
                List.of(rows));
    }
}
