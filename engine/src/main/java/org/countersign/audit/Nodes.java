package org.countersign.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.proof.Hash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The hashes of full subtrees. Those of the leaves are stored with the entries, and of the levels above every
 * {@value #STEP}th: what lies between is at most eight stored hashes away, and an entry costs a fifteenth of a row.
 */
@Component
class Nodes {

    private static final int STEP = 4;

    private final JdbcClient jdbc;

    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The hashes of those of the asked ones that are full, in two reads. */
    Map<Subtree, Hash> read(Collection<Subtree> wanted) {
        Set<Subtree> needed = new HashSet<>();
        wanted.forEach(subtree -> needed.addAll(subtree.parts(subtree.level() % STEP)));
        Map<Subtree, Hash> stored = new HashMap<>();
        readLeaves(needed.stream().filter(Subtree::isLeaf).toList(), stored);
        readNodes(needed.stream().filter(subtree -> !subtree.isLeaf()).toList(), stored);
        Map<Subtree, Hash> found = new HashMap<>();
        wanted.forEach(
                subtree -> hash(subtree, subtree.level() % STEP, stored).ifPresent(hash -> found.put(subtree, hash)));
        return found;
    }

    /** The hashes of several ranges. */
    List<Hash> hashes(List<Subtree.Range> ranges) {
        Map<Subtree, Hash> stored =
                read(ranges.stream().flatMap(range -> range.subtrees().stream()).toList());
        return ranges.stream().map(range -> range.hash(stored)).toList();
    }

    /** Keeps those of these that are to be kept; leaves are kept with their entries. */
    void insert(Map<Subtree, Hash> nodes) {
        List<Map.Entry<Subtree, Hash>> rows = nodes.entrySet().stream()
                .filter(node -> !node.getKey().isLeaf() && node.getKey().level() % STEP == 0)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("insert into audit_node (level, position, hash) select * from unnest(?, ?, ?)")
                .param(rows.stream().mapToInt(row -> row.getKey().level()).toArray())
                .param(rows.stream().mapToLong(row -> row.getKey().position()).toArray())
                .param(rows.stream().map(row -> row.getValue().bytes()).toArray(byte[][]::new))
                .update();
    }

    private void readLeaves(List<Subtree> wanted, Map<Subtree, Hash> into) {
        if (wanted.isEmpty()) {
            return;
        }
        jdbc.sql("select log_index, leaf_hash from audit_entry where log_index = any(?)")
                .param(wanted.stream().mapToLong(Subtree::position).toArray())
                .query(row -> {
                    into.put(new Subtree(0, row.getLong(1)), Hash.of(row.getBytes(2)));
                });
    }

    private void readNodes(List<Subtree> wanted, Map<Subtree, Hash> into) {
        if (wanted.isEmpty()) {
            return;
        }
        jdbc.sql("""
                select n.level, n.position, n.hash from unnest(?, ?) as w (level, position)
                  join audit_node n on n.level = w.level and n.position = w.position
                """)
                .param(wanted.stream().mapToInt(Subtree::level).toArray())
                .param(wanted.stream().mapToLong(Subtree::position).toArray())
                .query(row -> {
                    into.put(new Subtree(row.getInt(1), row.getLong(2)), Hash.of(row.getBytes(3)));
                });
    }

    /** From what is stored {@code depth} levels below; empty unless all of it is there. */
    private static Optional<Hash> hash(Subtree subtree, int depth, Map<Subtree, Hash> stored) {
        if (depth == 0) {
            return Optional.ofNullable(stored.get(subtree));
        }
        return hash(subtree.left(), depth - 1, stored)
                .flatMap(left -> hash(subtree.right(), depth - 1, stored).map(right -> Hash.node(left, right)));
    }
}
