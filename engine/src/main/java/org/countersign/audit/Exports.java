package org.countersign.audit;

import java.util.HashMap;
import java.util.Map;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes in the log what leaves the house and who looks at what lies beside the log, before it happens: what cannot be
 * recorded does not take place.
 */
@Service
public class Exports {

    private final AuditEntries log;

    Exports(AuditEntries log) {
        this.log = log;
    }

    /**
     * Records an export.
     *
     * @param what for example {@code log}, {@code dossier}
     * @param facts how far it reaches; plain codes
     */
    @Transactional
    public void record(Actor actor, String what, Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("what", what);
        log.append(NewEntry.of(EntryType.EXPORT, "export:" + Ids.next(), actor, all));
    }

    /**
     * Records that somebody looks at the words that entries commit to: reasons, receipts, grounds.
     *
     * @param of whose words, for example {@code suggestion:7f3a}; a plain code
     */
    @Transactional
    public void viewed(Actor actor, String of) {
        log.append(NewEntry.of(EntryType.VIEW, "view:" + Ids.next(), actor, Map.of("of", of)));
    }
}
