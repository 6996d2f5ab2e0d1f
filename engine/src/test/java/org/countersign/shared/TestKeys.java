package org.countersign.shared;

import java.nio.file.Path;
import java.util.Map;

/** Signing keys in a directory of a test's own. */
public final class TestKeys {

    private TestKeys() {}

    /** With this generation of that key in force. */
    public static SigningKeys in(Path directory, String use, int generation) {
        return new SigningKeys(new KeyDirectory(directory), Map.of(use, generation), Map.of());
    }
}
