package org.countersign.pages;

import java.util.Comparator;
import java.util.List;
import org.countersign.policy.Evaluation;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.shared.Json;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.RevisionView;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts together what a page tells about a suggestion. */
@Component
class Dossiers {

    private final Suggestions suggestions;
    private final Screenings screenings;
    private final Summaries summaries;
    private final Show show;

    Dossiers(Suggestions suggestions, Screenings screenings, Summaries summaries, Show show) {
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.summaries = summaries;
        this.show = show;
    }

    Dossier of(SuggestionView view) {
        DecisionRecord record = screenings.latest(view.id()).orElse(null);
        Verdict verdict = record == null ? null : record.verdict();
        List<Evaluation.Hit> hits = verdict == null ? List.of() : verdict.hits();
        return new Dossier(
                summaries.of(view),
                view.proposal(),
                verdict,
                record == null ? null : show.share(record.sampleRate().doubleValue()),
                record != null && !record.licences().isEmpty(),
                hits.stream()
                        .filter(hit -> !hit.outcome().isObligation())
                        .sorted(Comparator.comparing(Evaluation.Hit::outcome))
                        .toList(),
                hits.stream().filter(hit -> hit.outcome().isObligation()).toList(),
                record == null || record.revision() != view.revision() || isOver(view.state())
                        ? List.of()
                        : screenings.counterfactuals(record),
                verdict == null || verdict.bias() == null ? List.of() : BiasPicture.of(verdict.bias(), show),
                factors(view.proposal()),
                changes(suggestions.revisions(view.id())),
                view.history().stream().map(this::step).toList());
    }

    /** Whether no change of it matters any more, or none is needed. */
    private static boolean isOver(SuggestionState state) {
        return switch (state) {
            case BLOCKED, IN_REVIEW, CHANGES_REQUESTED -> false;
            case RECEIVED, SCREENED, APPROVED, SCHEDULED, PUBLISHED, REJECTED, EXPIRED, WITHDRAWN -> true;
        };
    }

    /** Why the model proposes it, as bars; empty where it does not say. */
    List<Bar.Amount> factors(@Nullable Proposal proposal) {
        if (proposal == null || proposal.explanation() == null) {
            return List.of();
        }
        return proposal.explanation().factors().stream()
                .map(factor -> new Bar.Amount(
                        show.plain(factor.feature()),
                        factor.value() == null ? null : show.plain(factor.value()),
                        factor.contribution()))
                .toList();
    }

    /** What the newest revision changed in the one before. */
    private static List<Diff.Line> changes(List<RevisionView> revisions) {
        if (revisions.size() < 2) {
            return List.of();
        }
        JsonNode before = revisions.get(revisions.size() - 2).document();
        JsonNode after = revisions.getLast().document();
        return before == null || after == null ? List.of() : Diff.lines(pretty(before), pretty(after));
    }

    private static String pretty(JsonNode document) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private TimelineItem step(SuggestionView.HistoryStep step) {
        String title = show.message("state." + step.state());
        return new TimelineItem(
                step.at(),
                tone(step.state()),
                step.state() == SuggestionState.RECEIVED && step.revision() > 1
                        ? show.message("suggestion.revision", step.revision())
                        : title,
                show.actor(step.actor()),
                step.reason() == null ? null : show.plain(step.reason()));
    }

    private static String tone(SuggestionState state) {
        return switch (state) {
            case RECEIVED, SCREENED, EXPIRED, WITHDRAWN -> "quiet";
            case IN_REVIEW -> "accent";
            case CHANGES_REQUESTED -> "warn";
            case APPROVED, SCHEDULED, PUBLISHED -> "ok";
            case BLOCKED, REJECTED -> "bad";
        };
    }
}
