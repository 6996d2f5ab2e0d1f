package org.countersign.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A real PostgreSQL for tests, one server per JVM on a free port; every call of {@link #create} makes a fresh, migrated
 * database of its own in about 50 ms. It ends with the JVM. Durability is off: tests that kill the server use another.
 */
public final class TestDatabase {

    private static final String OWNER = "countersign_owner";
    private static final String APP = "countersign_app";
    private static final String TEMPLATE = "template_countersign";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabase() {}

    /** Makes a database and returns the Spring properties that connect to it, Flyway as the owner. Signing keys come
     * from the build directory. */
    public static Map<String, String> create() {
        String name = "test_" + COUNTER.incrementAndGet();
        execute("create database " + name + " template " + TEMPLATE + " owner " + OWNER);
        return Map.of(
                "spring.datasource.url", url(name),
                "spring.datasource.username", APP,
                "spring.datasource.password", APP,
                "spring.flyway.url", url(name),
                "spring.flyway.user", OWNER,
                "spring.flyway.password", OWNER,
                "spring.flyway.placeholders.app_role", APP,
                "countersign.keys.dir", "target/test-keys");
    }

    /** Connects as the superuser, whom neither grants nor triggers stop. Each connection is a new session. */
    public static DataSource administrator(String url) {
        return new DriverManagerDataSource(url, "postgres", "");
    }

    /** Rewrites history as the superuser, with no trigger in the way. */
    public static void rewrite(String url, String sql) {
        JdbcClient.create(administrator(url))
                .sql("set session_replication_role = replica; " + sql)
                .update();
    }

    private static String url(String database) {
        return Server.POSTGRES.getJdbcUrl("postgres", database).replaceAll("\\?.*", "");
    }

    private static void execute(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run on the test database: " + sql, e);
        }
    }

    /** Started on first use. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create role " + OWNER + " login password '" + OWNER + "'");
                    statement.execute("create role " + APP + " login password '" + APP + "'");
                    statement.execute("create database " + TEMPLATE + " owner " + OWNER);
                }
                try (Connection connection =
                                postgres.getDatabase("postgres", TEMPLATE).getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("alter schema public owner to " + OWNER);
                }
                Flyway.configure()
                        .dataSource(postgres.getJdbcUrl("postgres", TEMPLATE).replaceAll("\\?.*", ""), OWNER, OWNER)
                        .placeholders(Map.of("app_role", APP))
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL does not start.", e);
            } catch (SQLException e) {
                throw new IllegalStateException("The embedded PostgreSQL cannot be prepared.", e);
            }
        }
    }
}
