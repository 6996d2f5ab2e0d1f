package org.countersign.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.countersign.review.ReviewDesk;
import org.countersign.review.ReviewId;
import org.countersign.screening.Screenings;
import org.countersign.shared.Json;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings suggestions before people as the process does: received, screened, opened for review. */
public final class Desk {

    /** Name of the producer. */
    public static final String SHOP = "shop-ml";

    // Small enough that no policy asks for more people because of it.
    private static final int SIZE = 1_240;

    private final AtomicLong taskKeys = new AtomicLong(1_000);
    private final Suggestions suggestions;
    private final Screenings screenings;
    private final ReviewDesk reviewDesk;

    public Desk(Suggestions suggestions, Screenings screenings, ReviewDesk reviewDesk) {
        this.suggestions = suggestions;
        this.screenings = screenings;
        this.reviewDesk = reviewDesk;
    }

    /** A valid suggestion that one person must look at, since it does not say how its audience is made up. */
    public static Proposals unmeasurable() {
        return Proposals.copy()
                .with("/audience/size", SIZE)
                .with("/audience/composition", Json.MAPPER.createArrayNode());
    }

    /** A valid suggestion that two people must approve: of the older customers far fewer are chosen. */
    public static Proposals unfair() {
        ArrayNode composition = Json.MAPPER.createArrayNode();
        ArrayNode groups = composition.addObject().put("attribute", "age").putArray("groups");
        group(groups, "19-24", 460, 180);
        group(groups, "35-44", 510, 196);
        group(groups, "65+", 720, 60);
        return Proposals.copy().with("/audience/size", SIZE).with("/audience/composition", composition);
    }

    private static void group(ArrayNode groups, String name, int eligible, int favoured) {
        ObjectNode group = groups.addObject();
        group.put("group", name).put("eligible", eligible).put("favoured", favoured);
    }

    /** Takes it in. */
    public SuggestionId receive(Proposals proposal) {
        Receipt receipt =
                suggestions.receive(SHOP, List.of(proposal.document())).getFirst();
        if (receipt.id() == null) {
            throw new IllegalStateException("The proposal was not accepted: " + receipt.errors());
        }
        return SuggestionId.of(receipt.id());
    }

    /** Takes it in and screens it. */
    public SuggestionId screen(Proposals proposal) {
        SuggestionId id = receive(proposal);
        screenings.screen(id);
        return id;
    }

    /** Takes it in, screens it and opens its review. */
    public ReviewId open(Proposals proposal) {
        return reviewDesk.open(screen(proposal), nextTaskKey());
    }

    /** Screens what was received or revised, and opens its review. */
    public ReviewId openAgain(SuggestionId id) {
        screenings.screen(id);
        return reviewDesk.open(id, nextTaskKey());
    }

    /** A task key that no review has yet. */
    public long nextTaskKey() {
        return taskKeys.incrementAndGet();
    }
}
