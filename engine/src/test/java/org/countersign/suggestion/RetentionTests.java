package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.audit.Proofs;
import org.countersign.audit.Sequencer;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class RetentionTests {

    private static final Actor SHOP = Actor.client("shop");

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Retention retention;

    @Autowired
    private AuditEntries log;

    @Autowired
    private LogSearch search;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Test
    void forgetsWhatEndedLongAgoAndKeepsEveryProof() {
        // What other tests have left takes several turns, each with an entry of its own.
        retention.forgetEndedBefore(Instant.now().plusSeconds(60));
        SuggestionId ended = received();
        endings.withdraw(SHOP, ended, "not wanted any more");
        SuggestionId running = received();

        assertThat(retention.forgetEndedBefore(Instant.now().minus(Duration.ofDays(1))))
                .isZero();
        assertThat(suggestions.get(ended).document()).isNotNull();
        int forgotten = retention.forgetEndedBefore(Instant.now().plusSeconds(60));
        sequencer.sequence();

        assertThat(forgotten).isPositive();
        assertThat(suggestions.get(ended).document()).isNull();
        assertThat(suggestions.get(running).document()).isNotNull();
        List<LogEntry> said =
                search.find(new LogQuery(null, Set.of(EntryType.RETENTION), null, null, null, null), Long.MAX_VALUE, 1);
        assertThat(said)
                .singleElement()
                .satisfies(entry -> assertThat(
                                entry.document().at("/facts/suggestions").stringValue())
                        .isEqualTo(String.valueOf(forgotten)));
        long size = checkpoints.latest().size();
        assertThat(log.about(ended.subject()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThatCode(() -> proofs.inclusion(Objects.requireNonNull(entry.index()), size)
                                .verify())
                        .doesNotThrowAnyException());
    }

    private SuggestionId received() {
        return SuggestionId.of(Objects.requireNonNull(suggestions
                .receive("shop", List.of(Proposals.recommendation().document()))
                .getFirst()
                .id()));
    }
}
