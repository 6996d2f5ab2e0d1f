package org.countersign.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The application cannot start on its data directory; the message says why, and what to do. */
final class UnusableDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Another process already runs on it. */
    static UnusableDataException inUse(Path directory, String holder) {
        return new UnusableDataException(
                "Another Countersign%s uses the data directory %s. Stop it first, or choose another directory (./run --data DIR, or countersign.data-dir)."
                        .formatted(holder.isEmpty() ? "" : " (" + holder + ")", directory),
                null);
    }

    /** Its database does not start. */
    static UnusableDataException broken(Path files, Exception cause, Path output) {
        return new UnusableDataException(
                "The embedded PostgreSQL does not start on %s: %s%nWhat PostgreSQL said, if it came that far, is in %s. Restore the directory from a backup, or start on another one (./run --data DIR, or countersign.data-dir)."
                        .formatted(files, cause.getMessage(), output),
                cause);
    }
}
