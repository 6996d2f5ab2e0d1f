package org.countersign.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTests {

    @TempDir
    private Path directory;

    @Test
    void isDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            assertThat(show(connection, "fsync")).isEqualTo("on");
            assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(show(connection, "full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            execute(connection, "create table kept (word text)");
            execute(connection, "insert into kept values ('still here')");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            assertThat(query(connection, "select word from kept")).isEqualTo("still here");
        }
    }

    @Test
    void letsNobodyInWithoutAPasswordAndKeepsThePasswordsFromOthers() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory)) {
            for (String role : new String[] {"postgres", EmbeddedDatabase.OWNER, EmbeddedDatabase.APP}) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.url(), role, "guess"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("postgres.properties"))))
                    .isEqualTo("rw-------");
            assertThat(directory.resolve("postgres.password")).doesNotExist();
            assertThat(database.secrets().toString())
                    .doesNotContain(database.secrets().app());
        }
    }

    @Test
    void givesTheApplicationNoRightToMakeTables() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = DriverManager.getConnection(
                        database.url(), EmbeddedDatabase.APP, database.secrets().app())) {
            assertThatThrownBy(() -> execute(connection, "create table mine (word text)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void stopsAServerThatOutlivedAKilledApplicationAndGoesOnWithItsData() throws Exception {
        ProcessHandle process = leaveServerBehind();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            assertThat(process.isAlive()).isFalse();
            assertThat(query(connection, "select word from kept")).isEqualTo("committed");
        }
    }

    @Test
    void startsAfterTheServerItselfWasKilled() throws Exception {
        ProcessHandle process = leaveServerBehind();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(directory.resolve("postgres/postmaster.pid")).exists();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            assertThat(query(connection, "select word from kept")).isEqualTo("committed");
        }
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheNumberOfAFormerServer() throws IOException {
        Path files = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(
                files.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + files + "\n");

        assertThat(AbandonedServer.find(files)).isEmpty();
    }

    @Test
    void startsOverAfterASetUpThatWasCutShort() throws Exception {
        DatabaseSecrets.random().write(directory.resolve("postgres.properties"));
        Files.writeString(Files.createDirectories(directory.resolve("postgres")).resolve("PG_VERSION"), "18\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            assertThat(query(connection, "select current_user")).isEqualTo(EmbeddedDatabase.OWNER);
        }
    }

    @Test
    void refusesADatabaseWhosePasswordsAreGone() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("postgres")).resolve("PG_VERSION"), "18\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining("postgres.properties")
                .hasMessageContaining("Restore");
    }

    /** A server with a committed row, as an application leaves it that was killed. */
    private ProcessHandle leaveServerBehind() throws Exception {
        Path files = directory.resolve("postgres");
        Path pgCtl;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory);
                Connection connection = asOwner(database)) {
            execute(connection, "create table kept (word text)");
            execute(connection, "insert into kept values ('committed')");
            pgCtl = pgCtlBesideTheServerOf(files);
        }
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; the library does the same.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(pgCtl.toString(), "-D", files.toString(), "-w", "-o", "-p " + freePort() + " -k ''", "start"));
        Process starter = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pg_ctl.log").toFile())
                .start();
        assertThat(starter.waitFor()).isZero();
        return AbandonedServer.find(files).orElseThrow();
    }

    /** Wherever the library unpacked it: once a process, into the directory of whichever test came first. */
    private static Path pgCtlBesideTheServerOf(Path files) {
        String postgres = AbandonedServer.find(files)
                .flatMap(server -> server.info().command())
                .orElseThrow();
        return Path.of(postgres).resolveSibling("pg_ctl");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Connection asOwner(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.url(), EmbeddedDatabase.OWNER, database.secrets().owner());
    }

    private static String show(Connection connection, String setting) throws SQLException {
        return query(connection, "show " + setting);
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
