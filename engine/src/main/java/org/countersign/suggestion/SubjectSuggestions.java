package org.countersign.suggestion;

import java.util.List;
import java.util.UUID;
import org.countersign.consent.SubjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was ever proposed for one customer, for that customer to see. */
@Service
public class SubjectSuggestions {

    private final JdbcClient jdbc;
    private final Suggestions suggestions;

    SubjectSuggestions(JdbcClient jdbc, Suggestions suggestions) {
        this.jdbc = jdbc;
        this.suggestions = suggestions;
    }

    /** In the order of their arrival. */
    @Transactional(readOnly = true)
    public List<SuggestionView> of(SubjectId subject) {
        return jdbc
                .sql("select id from suggestion where subject = ? order by seq")
                .param(subject.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .map(SuggestionId::new)
                .map(suggestions::get)
                .toList();
    }
}
