package org.countersign.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.proof.Hash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored hashes of full subtrees. */
@Component
class Nodes {

    private final JdbcClient jdbc;

    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the asked ones that are stored, in one read. */
    Map<Subtree, Hash> read(Collection<Subtree> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<Subtree, Hash> found = new HashMap<>();
        jdbc.sql("""
                select n.level, n.position, n.hash from unnest(?, ?) as w (level, position)
                  join audit_node n on n.level = w.level and n.position = w.position
                """)
                .param(wanted.stream().mapToInt(Subtree::level).toArray())
                .param(wanted.stream().mapToLong(Subtree::position).toArray())
                .query(row -> {
                    found.put(new Subtree(row.getInt(1), row.getLong(2)), Hash.of(row.getBytes(3)));
                });
        return found;
    }

    /** The hashes of several ranges, in one read. */
    List<Hash> hashes(List<Subtree.Range> ranges) {
        Map<Subtree, Hash> stored =
                read(ranges.stream().flatMap(range -> range.subtrees().stream()).toList());
        return ranges.stream().map(range -> range.hash(stored)).toList();
    }

    void insert(Map<Subtree, Hash> nodes) {
        List<Map.Entry<Subtree, Hash>> rows = List.copyOf(nodes.entrySet());
        jdbc.sql("insert into audit_node (level, position, hash) select * from unnest(?, ?, ?)")
                .param(rows.stream().mapToInt(row -> row.getKey().level()).toArray())
                .param(rows.stream().mapToLong(row -> row.getKey().position()).toArray())
                .param(rows.stream().map(row -> row.getValue().bytes()).toArray(byte[][]::new))
                .update();
    }
}
