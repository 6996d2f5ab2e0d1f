package org.countersign.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.audit.EntryId;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/** A fresh verdict on its way into record, log and state. */
final class Screened {

    private final SuggestionView view;
    private final Finding finding;
    private final byte[] bytes;

    /** @param bytes the decision record */
    Screened(SuggestionView view, Finding finding, byte[] bytes) {
        this.view = view;
        this.finding = finding;
        this.bytes = bytes;
    }

    SuggestionView view() {
        return view;
    }

    Finding finding() {
        return finding;
    }

    /** The decision record; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    SuggestionId id() {
        return view.id();
    }

    Verdict verdict() {
        return finding.verdict();
    }

    /** Whether it lets out automatically, with the same obligations, what {@code before} let out so. */
    boolean isAlike(DecisionRecord before) {
        return before.revision() == view.revision()
                && verdict().route() == before.verdict().route()
                && !verdict().needsPerson()
                && Set.copyOf(verdict().obligations())
                        .equals(Set.copyOf(before.verdict().obligations()));
    }

    Move move(EntryId screening, @Nullable EntryId approval) {
        List<Move.Step> steps = new ArrayList<>();
        steps.add(new Move.Step(SuggestionState.SCREENED, Judgements.SCREENING, null, screening));
        if (verdict().route() == Route.BLOCK) {
            steps.add(new Move.Step(SuggestionState.BLOCKED, Judgements.SCREENING, blockedBy(verdict()), screening));
        } else if (approval != null) {
            steps.add(new Move.Step(SuggestionState.APPROVED, Judgements.AUTOMATIC, null, approval));
        }
        return new Move(view, steps);
    }

    private static String blockedBy(Verdict verdict) {
        return "Blocked by "
                + verdict.hits().stream()
                        .filter(hit -> hit.outcome() == Outcome.BLOCK)
                        .map(Evaluation.Hit::rule)
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
