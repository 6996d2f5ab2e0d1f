package org.countersign.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.review.ReviewGroupView;
import org.countersign.review.ReviewGroups;
import org.countersign.screening.Screenings;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionId;

/** Brings batches before people as their process does: received in one chunk, screened, in groups. */
public final class BatchDesk {

    private final Batches batches;
    private final Screenings screenings;
    private final ReviewGroups groups;

    public BatchDesk(Batches batches, Screenings screenings, ReviewGroups groups) {
        this.batches = batches;
        this.screenings = screenings;
        this.groups = groups;
    }

    /** So many of the same, each under an externalId of its own. */
    public static List<Proposals> same(int count, Proposals proposal) {
        List<Proposals> same = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            same.add(proposal.copied().externalId("same-" + UUID.randomUUID()));
        }
        return same;
    }

    /** Takes them in as one upload of {@link Desk#SHOP}. */
    public BatchId receive(List<Proposals> proposals) {
        BatchId batch = batches.open(Desk.SHOP);
        List<Receipt> receipts = batches.receive(
                batch,
                Desk.SHOP,
                proposals.stream()
                        .map(proposal -> proposal.json().getBytes(StandardCharsets.UTF_8))
                        .toList());
        if (receipts.stream().anyMatch(receipt -> receipt.status() != Receipt.Status.ACCEPTED)) {
            throw new IllegalStateException("Not all were accepted: " + receipts);
        }
        batches.finish(batch);
        return batch;
    }

    /** Takes them in, screens them and lets them join their groups. */
    public BatchId admit(List<Proposals> proposals) {
        BatchId batch = receive(proposals);
        List<SuggestionId> ids = List.copyOf(batches.chunk(batch, 1).keySet());
        screenings.screenAll(ids);
        groups.admit(batch, ids);
        return batch;
    }

    /** An open group of so many that one person must look at. */
    public ReviewGroupView open(int members) {
        return open(same(members, Desk.unmeasurable()));
    }

    /** The open group of these, which all ask for the same reasons. */
    public ReviewGroupView open(List<Proposals> proposals) {
        BatchId batch = admit(proposals);
        groups.open(batch);
        return only(batch);
    }

    /** The first group of a batch, with its sample. */
    public ReviewGroupView only(BatchId batch) {
        return groups.get(groups.of(batch).getFirst().id());
    }

    /** Lets a person look at all that was drawn. */
    public void lookAtAll(ReviewGroupView group, String person) {
        group.sample().forEach(member -> groups.look(member.review(), person));
    }
}
