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
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory that holds the signing keys, readable by its owner only. Keys never enter the database: who can write
 * there must not be able to sign what they wrote.
 */
public final class KeyDirectory {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----");

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
    public Ed25519 key(String name) {
        Path file = directory.resolve(name + ".pem");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or make the key " + file + ". Set countersign.keys.dir.", e);
        }
    }

    private void create(Path file) throws IOException {
        Files.createDirectories(directory, ownerOnly("rwx------"));
        Path whole = Files.createTempFile(directory, "new-key", ".tmp", ownerOnly("rw-------"));
        try {
            Files.writeString(whole, pem(Ed25519.generate()));
            // A link appears with all its content or not at all, and never replaces another's.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(whole);
        }
    }

    private static Ed25519 read(Path file) throws IOException {
        byte[] privateKey = {};
        byte[] publicKey = {};
        Matcher block = PEM.matcher(Files.readString(file));
        while (block.find()) {
            byte[] decoded = Base64.getMimeDecoder().decode(block.group(2).strip());
            if (block.group(1).equals("PRIVATE")) {
                privateKey = decoded;
            } else {
                publicKey = decoded;
            }
        }
        try {
            return Ed25519.of(privateKey, publicKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The key file " + file + " is damaged: " + e.getMessage()
                            + " Restore it from a backup; a new key would make everything it signed look forged.",
                    e);
        }
    }

    private static String pem(Ed25519 key) {
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
