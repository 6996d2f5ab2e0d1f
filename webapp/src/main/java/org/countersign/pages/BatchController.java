package org.countersign.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.delivery.WithheldItems;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.Diagram;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
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
    private final Operations operations;
    private final BulkProcesses processes;
    private final WithheldItems withheld;
    private final Show show;
    private final Clock clock;

    BatchController(
            Batches batches,
            ReviewGroups groups,
            Operations operations,
            BulkProcesses processes,
            WithheldItems withheld,
            Show show,
            Clock clock) {
        this.batches = batches;
        this.groups = groups;
        this.operations = operations;
        this.processes = processes;
        this.withheld = withheld;
        this.show = show;
        this.clock = clock;
    }

    /**
     * How many stand somewhere.
     *
     * @param standing a state, or {@code WITHHELD} for what the log published and the feed does not show
     * @param share of all accepted, 0 to 1
     */
    record Count(String standing, int suggestions, double share) {}

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
        model.addAttribute("process", process(batch));
        model.addAttribute("screenedBy", screenedBy(batch));
        model.addAttribute("lifecycle", lifecycle(batch));
        model.addAttribute("mayDecide", Navigation.leadsTo("inbox", PageModel.roles()));
        // Once everything is screened, numbers change only as fast as people decide.
        model.addAttribute("moving", batch.closedAt() == null || batch.screened() < batch.accepted());
    }

    private @Nullable ProcessPicture process(BatchView batch) {
        return operations
                .diagram(BulkProcesses.BATCH_SCREENING)
                .map(diagram -> {
                    String state = state(batch);
                    String count = state.equals("GATING")
                            ? show.message("batch.process.count", batch.screened(), batch.accepted())
                            : "";
                    Diagram.Node here = diagram.placeOf(state).orElse(null);
                    return ProcessPicture.of(diagram, Map.of(state, count), here == null ? null : here.name());
                })
                .orElse(null);
    }

    /** When all will be screened if it goes on like this; null where nothing is being screened. */
    private @Nullable Instant screenedBy(BatchView batch) {
        Instant begun = batch.closedAt();
        if (begun == null || batch.screened() == 0 || batch.screened() == batch.accepted()) {
            return null;
        }
        Instant now = clock.instant();
        double left = (batch.accepted() - batch.screened()) / (double) batch.screened();
        return now.plusMillis(Math.round(Duration.between(begun, now).toMillis() * left));
    }

    /** Where its own process is. */
    private String state(BatchView batch) {
        if (batch.closedAt() == null) {
            return "RECEIVING";
        }
        if (batch.screened() < batch.accepted()) {
            return "GATING";
        }
        return processes.of(batch.id().value()).map(process -> process.ended()).orElse(true) ? "GATED" : "ASKING";
    }

    /** How many of its suggestions stand where. Few have a process of their own; the others stand where one would. */
    private @Nullable ProcessPicture lifecycle(BatchView batch) {
        if (batch.states().isEmpty()) {
            return null;
        }
        Map<String, Integer> places = new HashMap<>();
        return operations
                .diagram(Instances.LIFECYCLE)
                .map(diagram -> {
                    // Several states may stand at one place.
                    batch.states()
                            .forEach((state, count) -> diagram.placeOf(state.name())
                                    .ifPresent(node -> places.merge(node.id(), count, Integer::sum)));
                    Map<String, String> counts = new HashMap<>();
                    batch.states()
                            .keySet()
                            .forEach(state -> diagram.placeOf(state.name())
                                    .ifPresent(node -> counts.put(
                                            state.name(), show.number(places.getOrDefault(node.id(), 0), 0))));
                    return ProcessPicture.of(diagram, counts, null);
                })
                .orElse(null);
    }

    private List<Count> counts(BatchView batch) {
        Map<String, Integer> standings = new LinkedHashMap<>();
        for (SuggestionState state : SuggestionState.values()) {
            int suggestions = batch.states().getOrDefault(state, 0);
            int unseen = state == SuggestionState.PUBLISHED && suggestions > 0 ? withheld.in(batch.id()) : 0;
            standings.put(state.name(), suggestions - unseen);
            if (unseen > 0) {
                standings.put("WITHHELD", unseen);
            }
        }
        standings.values().removeIf(suggestions -> suggestions == 0);
        return standings.entrySet().stream()
                .map(each -> new Count(
                        each.getKey(), each.getValue(), each.getValue() / (double) Math.max(1, batch.accepted())))
                .toList();
    }
}
