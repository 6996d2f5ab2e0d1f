package org.countersign.audit;

import java.util.List;
import java.util.Map;
import org.countersign.shared.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which public keys have ever signed here, and the log entry that says since when. Whoever finds an old signature finds
 * the key to it, and a verifier learns of a new key from a log that is still signed by the old one.
 */
@Service
public class PublicKeys {

    private static final Actor KEYS = Actor.system("keys");

    private final JdbcClient jdbc;
    private final AuditEntries log;

    PublicKeys(JdbcClient jdbc, AuditEntries log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /**
     * Tells the log of a key before its first signature; a key it knows is left alone.
     *
     * @param use {@code log} or {@code item}
     * @param id as signatures name it, a plain code
     * @param publicKey 32 bytes
     * @param facts what the entry says of it besides
     */
    @Transactional
    public void introduce(String use, String id, byte[] publicKey, Map<String, String> facts) {
        boolean fresh = jdbc.sql("""
                        insert into signing_key (use, id, public_key) values (?, ?, ?) on conflict do nothing
                        """).params(use, id, publicKey).update() == 1;
        if (fresh) {
            log.append(NewEntry.of(EntryType.KEY, "key:" + use, KEYS, facts));
        }
    }

    /** The 32 bytes of every key that was ever introduced for this use, oldest first. */
    public List<byte[]> of(String use) {
        return jdbc.sql("select public_key from signing_key where use = ? order by seq")
                .param(use)
                .query((row, number) -> row.getBytes(1))
                .list();
    }
}
