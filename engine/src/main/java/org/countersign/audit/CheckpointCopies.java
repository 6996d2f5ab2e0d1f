package org.countersign.audit;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ProofRejectedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Copies the newest checkpoint to where the database's administrator cannot write, after showing that it continues the
 * copy that is there. A log that does not is never copied over the proof of what it was.
 */
@Component
class CheckpointCopies {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointCopies.class);

    private final List<CheckpointPlace> places;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final Clock clock;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();

    CheckpointCopies(AuditProperties properties, Checkpoints checkpoints, Proofs proofs, Clock clock) {
        this.places = properties.publishTo().stream().map(CheckpointPlace::of).toList();
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.clock = clock;
    }

    /**
     * What is known of a place.
     *
     * @param size of the newest checkpoint there; 0 for none
     * @param at when it was last found to be the newest
     * @param problem why the last attempt failed; null if it did not
     */
    record Copy(
            String place, long size, Instant at, @Nullable String problem) {}

    /** One for each configured place, once it was tried. */
    List<Copy> copies() {
        return copies.values().stream().toList();
    }

    @Scheduled(fixedDelayString = "${countersign.audit.publish-interval:60s}", initialDelayString = "5s")
    void copy() {
        places.forEach(this::copyTo);
    }

    private void copyTo(CheckpointPlace place) {
        String name = place.toString();
        Copy before = copies.getOrDefault(name, new Copy(name, 0, clock.instant(), null));
        try {
            Checkpoint newest = checkpoints.latest();
            Optional<String> there = place.newest();
            if (there.isPresent()) {
                requireContinued(checkpoints.requireOwn(there.get()), newest);
            }
            place.put(newest.size(), newest.note().toString());
            copies.put(name, new Copy(name, newest.size(), clock.instant(), null));
        } catch (ProofRejectedException | IllegalStateException e) {
            LOG.error(
                    "The log does not continue the checkpoint published at {}: it was rewritten or restored", name, e);
            copies.put(name, new Copy(name, before.size, before.at, "forked: " + e.getMessage()));
        } catch (IOException e) {
            LOG.warn("The checkpoint cannot be copied to {}: {}", name, e.toString());
            copies.put(name, new Copy(name, before.size, before.at, "unreachable: " + e.getMessage()));
        }
    }

    private void requireContinued(Checkpoint there, Checkpoint newest) {
        if (there.size() > newest.size()) {
            throw new ProofRejectedException("The published checkpoint is of " + there.size()
                    + " entries, and the log has only " + newest.size() + ".");
        }
        proofs.consistency(there.size(), newest.size()).verify(there.root(), newest.root());
    }
}
