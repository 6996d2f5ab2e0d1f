package org.countersign.policy;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every version that was ever in force; rows are never changed. */
@Repository
class StoredPolicyVersions {

    private final JdbcClient jdbc;

    StoredPolicyVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the version is new; several applications may start at once. */
    boolean add(PolicyVersion version) {
        return jdbc.sql("insert into policy_version (version, document) values (?, ?) on conflict (version) do nothing")
                        .params(version.version(), version.document())
                        .update()
                == 1;
    }

    Optional<PolicyVersion> find(String version) {
        return jdbc.sql("select document from policy_version where version = ?")
                .param(version)
                .query(byte[].class)
                .optional()
                .map(PolicyVersion::parse);
    }
}
