package org.countersign.shared;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The keys that sign, by use and generation. The newest generation signs; older ones are kept as long as their files are
 * there, so that a rotation leaves nobody without a signature they can check. A key lies in the key directory
 * ({@code log.pem}, {@code log-2.pem}, ...), or outside, behind a command.
 */
public final class SigningKeys {

    private final KeyDirectory directory;
    private final Map<String, Integer> generations;
    private final Map<String, Outside> outside;

    SigningKeys(KeyDirectory directory, Map<String, Integer> generations, Map<String, Outside> outside) {
        this.directory = directory;
        this.generations = Map.copyOf(generations);
        this.outside = Map.copyOf(outside);
    }

    /**
     * A key that is not in a file.
     *
     * @param publicKey 32 bytes in base64
     * @param command with arguments; reads the message and writes the signature in base64
     */
    record Outside(String publicKey, List<String> command) {

        Signer signer() {
            return new SigningCommand(Base64.getDecoder().decode(publicKey), command);
        }
    }

    /**
     * The keys for a use, oldest first; the last one is in force, and is made if it is not there yet.
     *
     * @throws IllegalStateException if a key is damaged or cannot be made
     */
    public List<Signer> of(String use) {
        int newest = generations.getOrDefault(use, 1);
        List<Signer> keys = new ArrayList<>();
        for (int generation = 1; generation <= newest; generation++) {
            String name = generation == 1 ? use : use + "-" + generation;
            Outside elsewhere = outside.get(name);
            if (elsewhere != null) {
                keys.add(elsewhere.signer());
            } else if (generation == newest || directory.has(name)) {
                keys.add(directory.key(name));
            }
        }
        return keys;
    }
}
