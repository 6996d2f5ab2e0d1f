package org.countersign.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.DraftRule;
import org.countersign.governance.PolicyChanges;
import org.countersign.governance.Trial;
import org.countersign.policy.DrlError;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.Outcome;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyCases;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Redaction;
import org.countersign.policy.SentenceWriter;
import org.countersign.policy.Sentences;
import org.countersign.policy.Vocabulary;
import org.countersign.policy.WhenUnknown;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the editor of a rule shows beside what is being typed. */
@Component
class PolicyEditors {

    private final PolicyChanges changes;
    private final Map<String, FactSet> typical = new PolicyCases().typical();

    PolicyEditors(PolicyChanges changes) {
        this.changes = changes;
    }

    /** Facts of a typical suggestion of a kind; none for what is no kind. */
    FactSet typical(String kind) {
        return typical.getOrDefault(kind, new FactSet(Map.of()));
    }

    /** A case with what it came to; {@code result} is null where it could not be run. */
    record CaseRow(CaseForm form, PolicyCase.@org.jspecify.annotations.Nullable Result result) {}

    /**
     * An error in a text with its line.
     *
     * @param pointer as many blanks as it takes to stand below the column, and a caret
     */
    record TextError(int line, int column, String message, String source, String pointer) {}

    /** Everything but the form or text itself. */
    void fill(Model model, ChangeView change, Draft draft, String id, String view) {
        model.addAttribute("change", change);
        model.addAttribute("ruleId", id);
        model.addAttribute("view", view);
        model.addAttribute("vocabulary", vocabulary());
        model.addAttribute("lists", draft.lists().byName().keySet());
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("unknowns", WhenUnknown.values());
        model.addAttribute("redactions", Redaction.values());
        model.addAttribute("sorts", PolicyCase.Sort.values());
        model.addAttribute("expectations", expectations());
        model.addAttribute("kinds", typical.keySet());
        check(model, draft, id, draft.base());
    }

    /** What is said of a rule as a draft has it, saved or not. */
    void check(Model model, Draft draft, String id, PolicyVersion base) {
        Trial trial = changes.trial(draft);
        DraftRule own = draft.rule(id).orElse(null);
        PolicyRule rule = own == null ? null : own.after();
        model.addAttribute("own", own);
        // Not "rule": that is the path variable, which the view sees as well.
        model.addAttribute("made", rule);
        model.addAttribute("sentence", rule == null ? null : Sentences.of(rule));
        model.addAttribute("sentences", rule == null ? "" : SentenceWriter.write(rule));
        model.addAttribute(
                "remarks",
                trial.remarks().stream().filter(remark -> remark.isAbout(id)).toList());
        model.addAttribute("facts", rule == null ? List.of() : FactMeaning.of(rule));
        model.addAttribute("textErrors", own == null ? List.of() : textErrors(own));
        model.addAttribute("misfit", draft.misfit());
        model.addAttribute("cases", own == null || rule == null ? List.of() : cases(own, rule, trial));
        model.addAttribute("newCase", rule == null ? null : CaseForm.empty(rule));
        model.addAttribute(
                "red",
                own == null
                        ? 0
                        : trial.of(id).stream()
                                .filter(result -> !result.isGreen())
                                .count());
        model.addAttribute("ran", trial.of(id).size());
        model.addAttribute(
                "redElsewhere",
                trial.red().stream().filter(red -> !red.of().rule().equals(id)).toList());
        model.addAttribute(
                "gaps",
                trial.gaps().stream()
                        .filter(gap -> gap.contains(" " + id + " "))
                        .toList());
        model.addAttribute("difference", own == null ? null : RuleDifference.of(id, own.before(), own.after()));
    }

    private static List<CaseRow> cases(DraftRule own, PolicyRule rule, Trial trial) {
        List<CaseRow> rows = new ArrayList<>();
        for (PolicyCase one : own.cases()) {
            rows.add(new CaseRow(
                    CaseForm.of(rows.size(), one, rule), trial.of(one).orElse(null)));
        }
        return rows;
    }

    private static List<TextError> textErrors(DraftRule own) {
        List<String> lines = own.text() == null ? List.of() : own.text().lines().toList();
        return own.errors().stream().map(error -> textError(error, lines)).toList();
    }

    private static TextError textError(DrlError error, List<String> lines) {
        String source = error.line() <= lines.size() ? lines.get(error.line() - 1) : "";
        return new TextError(
                error.line(),
                error.column(),
                error.message(),
                source,
                " ".repeat(Math.max(0, Math.min(error.column(), source.length() + 1) - 1)) + "^");
    }

    private static Map<String, List<Fact>> vocabulary() {
        Map<String, List<Fact>> groups = new LinkedHashMap<>();
        Vocabulary.facts()
                .forEach(fact -> groups.computeIfAbsent(fact.group(), group -> new ArrayList<>())
                        .add(fact));
        return groups;
    }

    private static List<String> expectations() {
        List<String> all = new ArrayList<>();
        all.add(PolicyCase.NOTHING);
        Arrays.stream(Outcome.values()).map(Outcome::name).forEach(all::add);
        return all;
    }
}
