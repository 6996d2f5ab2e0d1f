package org.countersign.allocation;

import java.util.List;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionsEnded;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives slots back, in the same transaction, when what was placed there ends or changes. */
@Component
class PlacementRelease {

    private final PlacementRows placements;

    PlacementRelease(PlacementRows placements) {
        this.placements = placements;
    }

    @EventListener
    void on(SuggestionsEnded ended) {
        placements.release(ended.ids());
    }

    @EventListener
    void on(SuggestionRegated regated) {
        placements.release(List.of(regated.id()));
    }

    @EventListener
    void on(SuggestionRevised revised) {
        placements.release(List.of(revised.id()));
    }
}
