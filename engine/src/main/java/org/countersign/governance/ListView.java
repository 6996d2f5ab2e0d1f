package org.countersign.governance;

import java.util.List;
import org.countersign.policy.ReferenceListVersion;
import org.jspecify.annotations.Nullable;

/**
 * A reference list as officers see it.
 *
 * @param lines what it holds now; empty for one that is only proposed
 * @param users ids of the rules in force that read it
 * @param history every version that was proposed here, newest first
 * @param open the proposal that waits for a second officer; null where there is none
 */
public record ListView(
        String name,
        List<String> lines,
        List<String> users,
        List<ReferenceListVersion> history,
        @Nullable ReferenceListVersion open) {

    public ListView {
        lines = List.copyOf(lines);
        users = List.copyOf(users);
        history = List.copyOf(history);
    }

    /** Number of the version in force; 0 for what came with the product. */
    public int number() {
        return history.stream()
                .filter(version -> version.state() == ReferenceListVersion.State.APPROVED
                        && version.lines().equals(lines))
                .mapToInt(ReferenceListVersion::number)
                .findFirst()
                .orElse(0);
    }

    /** Whether its lines are keys with numbers. */
    public boolean isTable() {
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.contains(" = "));
    }
}
