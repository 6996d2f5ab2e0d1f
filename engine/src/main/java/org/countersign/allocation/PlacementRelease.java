package org.countersign.allocation;

import org.countersign.suggestion.SuggestionEnded;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionRevised;
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
    void on(SuggestionEnded ended) {
        placements.release(ended.id());
    }

    @EventListener
    void on(SuggestionRegated regated) {
        placements.release(regated.id());
    }

    @EventListener
    void on(SuggestionRevised revised) {
        placements.release(revised.id());
    }
}
