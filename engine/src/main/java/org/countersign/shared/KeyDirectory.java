package org.countersign.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory that holds the signing keys and other secrets, readable by its owner only. Keys never enter the database: who can write
 * there must not be able to sign what they wrote.
 */
public final class KeyDirectory {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");

    private static final int SECRET_BYTES = 32;

    private final Path directory;

    KeyDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The key of that name, from {@code name.pem}; made on first use. Of several instances that start together, one
     * makes it and all use it.
     *
     * @throws IllegalStateException if the file is no key pair: it is never replaced, since what it signed could no
     *     longer be told from a forgery
     */
    public SigningKey key(String name) {
        Path file = directory.resolve(name + ".pem");
        return read(file, contentOf(file, () -> pem(SigningKey.generate())));
    }

    /** Whether there is a key of that name. */
    boolean has(String name) {
        return Files.exists(directory.resolve(name + ".pem"));
    }

    /**
     * The secret of that name, {@value #SECRET_BYTES} random bytes from {@code name.secret}, in base64; made on first use
     * like {@link #key}.
     *
     * @throws IllegalStateException if the file holds something else
     */
    public byte[] secret(String name) {
        Path file = directory.resolve(name + ".secret");
        String content = contentOf(file, KeyDirectory::randomSecret).strip();
        try {
            byte[] secret = Base64.getDecoder().decode(content);
            if (secret.length == SECRET_BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // Not base64: as damaged as one of the wrong length.
        }
        throw new IllegalStateException(
                "The file " + file + " is damaged: it must hold " + SECRET_BYTES + " bytes in base64. Restore it.");
    }

    private static String randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret) + "\n";
    }

    private String contentOf(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                create(file, fresh.get());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the key " + file + ". Set countersign.keys.dir.", e);
        }
    }

    private void create(Path file, String content) throws IOException {
        Files.createDirectories(directory, ownerOnly("rwx------"));
        Path whole = Files.createTempFile(directory, "new-key", ".tmp", ownerOnly("rw-------"));
        try {
            Files.writeString(whole, content);
            // A link appears with all its content or not at all, and never replaces another's.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(whole);
        }
    }

    private static SigningKey read(Path file, String content) {
        byte[] privateKey = {};
        byte[] publicKey = {};
        Matcher block = PEM.matcher(content);
        while (block.find()) {
            byte[] decoded = Base64.getMimeDecoder().decode(block.group(2).strip());
            if (block.group(1).equals("PRIVATE")) {
                privateKey = decoded;
            } else {
                publicKey = decoded;
            }
        }
        try {
            return SigningKey.of(privateKey, publicKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The key file " + file + " is damaged: " + e.getMessage()
                            + " Restore it from a backup; a new key would make everything it signed look forged.",
                    e);
        }
    }

    private static String pem(SigningKey key) {
        return block("PRIVATE", key.pkcs8()) + block("PUBLIC", key.x509());
    }

    private static String block(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + " KEY-----\n" + lines + "\n-----END " + kind + " KEY-----\n";
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
