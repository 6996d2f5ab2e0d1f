package org.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@EngineTest
class TestDatabaseTests {

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void givesEachContextADatabaseOfItsOwnOnWhichTheApplicationOwnsNothing() {
        Map<String, String> other = TestDatabase.create();

        assertThat(jdbc.queryForObject("select current_database()", String.class))
                .startsWith("test_")
                .isNotEqualTo(other.get("spring.datasource.url"));
        assertThat(jdbc.queryForObject("select current_user", String.class)).isEqualTo("countersign_app");
        assertThat(jdbc.queryForObject(
                        "select count(*) from pg_tables where tableowner = 'countersign_app'", Integer.class))
                .isZero();
    }
}
