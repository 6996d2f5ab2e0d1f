package org.countersign.database;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of the embedded database, made at random once and kept in a file that only its owner may read. They keep
 * other users of the machine out; a port on the loopback interface alone would not.
 *
 * @param complete whether the database behind them was set up to its end; until then it holds nothing
 */
record DatabaseSecrets(String superuser, String owner, String app, boolean complete) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static DatabaseSecrets random() {
        return new DatabaseSecrets(password(), password(), password(), false);
    }

    static DatabaseSecrets read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("The passwords in " + file + " cannot be read.", e);
        }
        return new DatabaseSecrets(
                value(properties, "superuser", file),
                value(properties, "owner", file),
                value(properties, "app", file),
                Boolean.parseBoolean(properties.getProperty("complete")));
    }

    DatabaseSecrets completed() {
        return new DatabaseSecrets(superuser, owner, app, true);
    }

    /** Replaces the file in one step, so that a crash leaves the old or the new one. */
    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("superuser", superuser);
        properties.setProperty("owner", owner);
        properties.setProperty("app", app);
        properties.setProperty("complete", Boolean.toString(complete));
        try {
            Path fresh = privateFile(file.resolveSibling(file.getFileName() + ".new"));
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                properties.store(writer, "Passwords of the embedded PostgreSQL. Keep with its files.");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The passwords cannot be kept in " + file + ".", e);
        }
    }

    /** An empty file with mode 0600 from its first moment on. */
    static Path privateFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] onlyOwner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return Files.createFile(file, onlyOwner);
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "DatabaseSecrets[complete=" + complete + "]";
    }

    private static String value(Properties properties, String name, Path file) {
        String value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "The file " + file + " lacks the password '" + name + "'. Restore it from a backup.");
        }
        return value;
    }

    private static String password() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
