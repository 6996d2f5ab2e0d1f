package org.countersign.database;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Connects the application to its database. Both kinds of connection details depend on the running server, so that it
 * starts before the first connection and stops after the last.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDatabaseNamed.class)
    static class Embedded {

        @Bean
        DataDirectory dataDirectory(@Value("${countersign.data-dir:data}") Path directory) {
            return DataDirectory.open(directory);
        }

        @Bean
        EmbeddedDatabase embeddedDatabase(DataDirectory directory) {
            return EmbeddedDatabase.start(directory.path());
        }

        @Bean
        JdbcConnectionDetails jdbcConnectionDetails(EmbeddedDatabase database) {
            return new AsApplication(
                    database.url(), EmbeddedDatabase.APP, database.secrets().app());
        }

        @Bean
        FlywayConnectionDetails flywayConnectionDetails(EmbeddedDatabase database) {
            return new AsOwner(
                    database.url(), EmbeddedDatabase.OWNER, database.secrets().owner());
        }
    }

    private record AsApplication(String getJdbcUrl, String getUsername, String getPassword)
            implements JdbcConnectionDetails {}

    private record AsOwner(String getJdbcUrl, String getUsername, String getPassword)
            implements FlywayConnectionDetails {}
}
