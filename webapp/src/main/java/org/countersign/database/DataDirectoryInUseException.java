package org.countersign.database;

import java.nio.file.Path;

/** Another process already runs on the data directory. */
final class DataDirectoryInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataDirectoryInUseException(Path directory, String holder) {
        super(
                "Another Countersign%s uses the data directory %s. Stop it first, or choose another directory (./run --data DIR, or countersign.data-dir)."
                        .formatted(holder.isEmpty() ? "" : " (" + holder + ")", directory));
    }
}
