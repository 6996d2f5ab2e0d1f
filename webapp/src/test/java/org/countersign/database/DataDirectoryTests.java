package org.countersign.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTests {

    @TempDir
    private Path parent;

    @Test
    void isMadeReadableByItsOwnerAlone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(parent.resolve("new"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void belongsToOneApplicationAtATime() {
        DataDirectory first = DataDirectory.open(parent);
        assertThatThrownBy(() -> DataDirectory.open(parent))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("--data");
        first.close();

        DataDirectory.open(parent).close();
    }
}
