package org.countersign.pages;

import java.util.List;
import org.countersign.policy.Evaluation;
import org.countersign.screening.Counterfactual;
import org.countersign.screening.Verdict;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to know about a suggestion before judging it.
 *
 * @param proposal null once erased
 * @param verdict null before the first screening
 * @param sampleRate share of suggestions like it that are drawn though nothing asks for a person; null before the first
 *     screening
 * @param licensed whether a licence lowered that share
 * @param severe hits that block or ask for a person, gravest first
 * @param obligations the other hits
 * @param remedies the smallest changes that would pass; empty where nothing speaks against it
 * @param changes what the present revision changed; empty for the first one
 */
record Dossier(
        Summary summary,
        @Nullable Proposal proposal,
        @Nullable Verdict verdict,
        @Nullable String sampleRate,
        boolean licensed,
        List<Evaluation.Hit> severe,
        List<Evaluation.Hit> obligations,
        List<Counterfactual> remedies,
        List<BiasPicture> bias,
        List<Bar.Amount> factors,
        List<Diff.Line> changes,
        List<TimelineItem> history) {}
