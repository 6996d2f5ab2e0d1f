package org.countersign.audit;

import java.util.List;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.proof.NoteKey;
import org.countersign.proof.SignedNote;
import org.countersign.shared.Signer;
import org.countersign.shared.SigningKeys;
import org.springframework.stereotype.Component;

/**
 * The keys that sign checkpoints; others than those that sign content. All generations that are there sign, the one in
 * force first, so that whoever trusts an older one can follow until it is taken away.
 */
@Component
class LogKey {

    private final List<Held> keys;
    private final String origin;

    LogKey(SigningKeys keys, AuditProperties properties) {
        this.origin = properties.origin();
        this.keys = keys.of("log").reversed().stream()
                .map(signer -> new Held(signer, NoteKey.of(properties.origin(), signer.publicKey())))
                .toList();
    }

    private record Held(Signer signer, NoteKey publicKey) {}

    /** The public half of the key in force. */
    NoteKey publicKey() {
        return keys.getFirst().publicKey;
    }

    Checkpoint sign(long size, Hash root) {
        String text = Checkpoint.text(origin, size, root);
        List<SignedNote.Signature> signatures = keys.stream()
                .map(key -> key.publicKey.sign(text, key.signer::sign))
                .toList();
        return new Checkpoint(origin, size, root, new SignedNote(text, signatures));
    }

    /**
     * @throws ForeignLogException if none of the keys signed it: the key or the origin is not the one this log was
     *     started with
     */
    Checkpoint requireOwn(String note) {
        Checkpoint checkpoint = Checkpoint.unverified(note);
        boolean own = checkpoint.origin().equals(origin)
                && keys.stream().anyMatch(key -> checkpoint.note().isSignedBy(key.publicKey));
        if (!own) {
            throw new ForeignLogException("The log in this database has a checkpoint of " + checkpoint.origin()
                    + " that none of the keys in countersign.keys.dir signed under origin " + origin
                    + ". Put back the key and countersign.audit.origin that belong to this database.");
        }
        return checkpoint;
    }
}
