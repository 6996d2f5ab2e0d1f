package org.countersign.audit;

import org.countersign.proof.Checkpoint;
import org.countersign.proof.InclusionProof;

/**
 * All that is needed to check offline that an entry is in the log: the entry, the proof, and the signed checkpoint the
 * proof leads to.
 */
public record EntryProof(LogEntry entry, InclusionProof inclusion, Checkpoint checkpoint) {}
