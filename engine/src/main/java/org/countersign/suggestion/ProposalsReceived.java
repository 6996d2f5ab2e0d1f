package org.countersign.suggestion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of new suggestions was taken in, told once for all of them, inside the transaction that made them durable.
 *
 * @param batch the upload they belong to; null where they were posted by themselves
 */
public record ProposalsReceived(@Nullable BatchId batch, List<Proposal> proposals) {

    public ProposalsReceived {
        proposals = List.copyOf(proposals);
    }
}
