package org.countersign.audit;

import java.util.List;
import org.countersign.shared.Ed25519;
import org.countersign.shared.KeyDirectory;
import org.springframework.stereotype.Component;

/** The key that signs checkpoints; another than the one that signs content. */
@Component
class LogKey {

    private final Ed25519 signer;
    private final NoteKey publicKey;

    LogKey(KeyDirectory keys, AuditProperties properties) {
        this.signer = keys.key("log");
        this.publicKey = NoteKey.of(properties.origin(), signer.publicKey());
    }

    NoteKey publicKey() {
        return publicKey;
    }

    Checkpoint sign(long size, Hash root) {
        String text = Checkpoint.text(publicKey.name(), size, root);
        return new Checkpoint(
                publicKey.name(), size, root, new SignedNote(text, List.of(publicKey.sign(text, signer))));
    }

    /**
     * @throws IllegalStateException if this key did not sign it: the key or the origin is not the one this log was
     *     started with
     */
    Checkpoint requireOwn(String note) {
        try {
            return Checkpoint.verified(note, publicKey);
        } catch (ProofRejectedException e) {
            throw new IllegalStateException(
                    "The log in this database was not signed by the key in countersign.keys.dir under "
                            + "origin " + publicKey.name() + ": " + e.getMessage()
                            + " Put back the key and countersign.audit.origin that belong to this database.",
                    e);
        }
    }
}
