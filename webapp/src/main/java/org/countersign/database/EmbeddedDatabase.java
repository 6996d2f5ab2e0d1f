package org.countersign.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL in the data directory, started and stopped with the application, as durable as any other: it exists
 * so that one command starts the product, not to make the data disposable.
 *
 * <p>It listens on the loopback interface only and asks for a password from its first moment on. As in production, the
 * tables belong to one role and the application connects as another.
 */
final class EmbeddedDatabase implements AutoCloseable {

    static final String OWNER = "countersign_owner";
    static final String APP = "countersign_app";

    private static final String DATABASE = "countersign";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final EmbeddedPostgres server;
    private final DatabaseSecrets secrets;

    private EmbeddedDatabase(EmbeddedPostgres server, DatabaseSecrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /**
     * Starts it on {@code dataDirectory/postgres}, after setting it up where there is none.
     *
     * @throws UnusableDataException if what is there is not a database of ours, or does not start
     */
    static EmbeddedDatabase start(Path dataDirectory) {
        Path files = dataDirectory.resolve("postgres");
        Path secretsFile = dataDirectory.resolve("postgres.properties");
        try {
            DatabaseSecrets secrets = secrets(files, secretsFile);
            AbandonedServer.stop(files);
            if (!secrets.complete()) {
                // A start that was cut short before anything was stored.
                delete(files);
            }
            DataDirectory.makePrivate(files);
            EmbeddedPostgres server = start(files, dataDirectory, secrets);
            if (!secrets.complete()) {
                try {
                    setUp(server, secrets);
                    secrets = secrets.completed();
                    secrets.write(secretsFile);
                } catch (SQLException | RuntimeException e) {
                    server.close();
                    throw new IllegalStateException("The embedded PostgreSQL cannot be set up.", e);
                }
            }
            LOG.info("PostgreSQL runs on 127.0.0.1:{} with its files in {}", server.getPort(), files);
            return new EmbeddedDatabase(server, secrets);
        } catch (IOException | IllegalStateException | UncheckedIOException e) {
            throw UnusableDataException.broken(files, e, output(dataDirectory));
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), DATABASE);
    }

    DatabaseSecrets secrets() {
        return secrets;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** What PostgreSQL says of its newest start. */
    private static Path output(Path dataDirectory) {
        return dataDirectory.resolve("postgres.log");
    }

    private static DatabaseSecrets secrets(Path files, Path secretsFile) throws IOException {
        if (Files.exists(secretsFile)) {
            return DatabaseSecrets.read(secretsFile);
        }
        if (Files.isDirectory(files)) {
            try (Stream<Path> content = Files.list(files)) {
                if (content.findAny().isPresent()) {
                    throw new IllegalStateException("There is a database in " + files + " but its passwords, "
                            + secretsFile + ", are gone. Restore that file from a backup.");
                }
            }
        }
        DatabaseSecrets secrets = DatabaseSecrets.random();
        secrets.write(secretsFile);
        return secrets;
    }

    private static EmbeddedPostgres start(Path files, Path dataDirectory, DatabaseSecrets secrets) throws IOException {
        // Binaries are unpacked beside the data and not, as by default, under a name in the shared temporary directory
        // that another user of the machine could have taken first.
        Path binaries = dataDirectory.resolve("postgres-binaries");
        DataDirectory.makePrivate(binaries);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setCleanDataDirectory(false)
                // Spring stops it, after everything that uses it; a hook of its own would be too early.
                .setRegisterShutdownHook(false)
                .setOutputRedirector(
                        ProcessBuilder.Redirect.to(output(dataDirectory).toFile()))
                // After a crash PostgreSQL first replays its log.
                .setPGStartupWait(Duration.ofMinutes(2))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library is made for tests and switches durability off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setConnectConfig("password", secrets.superuser());
        if (Files.exists(files.resolve("PG_VERSION"))) {
            return builder.start();
        }
        Path passwordFile = DatabaseSecrets.privateFile(dataDirectory.resolve("postgres.password"));
        try {
            Files.writeString(passwordFile, secrets.superuser());
            // These become options of initdb: passwords before the first start, and an order of text that no update
            // of the operating system changes under the indexes.
            return builder.setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("auth-local", "scram-sha-256")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .start();
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void setUp(EmbeddedPostgres server, DatabaseSecrets secrets) throws SQLException {
        execute(
                server,
                "postgres",
                List.of(
                        "create role " + OWNER + " login password '" + secrets.owner() + "'",
                        "create role " + APP + " login password '" + secrets.app() + "'",
                        "create database " + DATABASE + " owner " + OWNER,
                        "revoke connect, temporary on database " + DATABASE + " from public",
                        "grant connect on database " + DATABASE + " to " + APP));
        execute(server, DATABASE, List.of("alter schema public owner to " + OWNER));
    }

    private static void execute(EmbeddedPostgres server, String database, List<String> commands) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
