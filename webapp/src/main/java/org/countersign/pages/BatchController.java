package org.countersign.pages;

import java.util.Arrays;
import java.util.List;
import org.countersign.review.ReviewGroups;
import org.countersign.shared.Page;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.BatchView;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.SuggestionState;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Files of suggestions and how far each is, for all of the staff to read. */
@Controller
@RequestMapping("/batches")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER', 'PLANNER', 'AUDITOR', 'ADMIN')")
class BatchController {

    private static final int PAGE = 50;

    private final Batches batches;
    private final ReviewGroups groups;

    BatchController(Batches batches, ReviewGroups groups) {
        this.batches = batches;
        this.groups = groups;
    }

    /** How many are in a state; {@code share} of all accepted, 0 to 1. */
    record Count(SuggestionState state, int suggestions, double share) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        Page<BatchView> page = batches.list(cursor, PAGE);
        model.addAttribute("rows", page.items());
        model.addAttribute("cursor", cursor);
        model.addAttribute("next", page.next());
        return "batches";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        fill(BatchId.of(id), model);
        return "batch";
    }

    /** Only what changes, for a page that is open. */
    @GetMapping("/{id}/progress")
    String progress(@PathVariable String id, Model model) {
        fill(BatchId.of(id), model);
        return "batch :: progress";
    }

    private void fill(BatchId id, Model model) {
        BatchView batch = batches.get(id);
        model.addAttribute("batch", batch);
        model.addAttribute("counts", counts(batch));
        model.addAttribute("groups", groups.of(id));
        // Once everything is screened, numbers change only as fast as people decide.
        model.addAttribute("moving", batch.closedAt() == null || batch.screened() < batch.accepted());
    }

    private static List<Count> counts(BatchView batch) {
        return Arrays.stream(SuggestionState.values())
                .filter(batch.states()::containsKey)
                .map(state -> {
                    int suggestions = batch.states().getOrDefault(state, 0);
                    return new Count(state, suggestions, suggestions / (double) Math.max(1, batch.accepted()));
                })
                .toList();
    }
}
