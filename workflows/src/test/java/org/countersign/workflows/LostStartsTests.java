package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.countersign.operations.Instances;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class LostStartsTests {

    @Autowired
    private LostStarts lostStarts;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Instances instances;

    @Autowired
    private Outbox outbox;

    @Autowired
    private JdbcClient jdbc;

    private SuggestionId suggestion = SuggestionId.next();

    @BeforeEach
    void receiveOneWhoseStartWasSent() {
        jdbc.sql("delete from process_instance").update();
        Instant now = Instant.now();
        Proposals proposal = Proposals.offer().valid(now.minusSeconds(60), now.plus(Duration.ofDays(9)));
        suggestion = SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(proposal.document()))
                .getFirst()
                .id()));
        jdbc.sql("delete from outbox_command").update();
    }

    @Test
    void asksAgainWhenTheEngineHasForgottenTheStart() {
        timePasses("71 minutes");

        lostStarts.sendAgain();
        lostStarts.sendAgain();

        assertThat(commandsFor(suggestion)).isEqualTo(1);
    }

    @Test
    void waitsWhileTheEngineMayStillRememberIt() {
        timePasses("69 minutes");

        lostStarts.sendAgain();

        assertThat(commandsFor(suggestion)).isZero();
    }

    @Test
    void asksForNothingThatHasStarted() {
        instances.register(suggestion.toString(), 1, 4711, 1);
        timePasses("2 hours");

        lostStarts.sendAgain();

        assertThat(commandsFor(suggestion)).isZero();
    }

    @Test
    void asksForNothingThatHasEnded() {
        endings.withdraw(Actor.client("shop"), suggestion, "Wrong price.");
        jdbc.sql("delete from outbox_command").update();
        timePasses("2 hours");

        lostStarts.sendAgain();

        assertThat(outbox.size()).isZero();
    }

    private void timePasses(String interval) {
        jdbc.sql("update process_instance set requested_at = requested_at - cast(? as interval)")
                .params(interval)
                .update();
    }

    private long commandsFor(SuggestionId id) {
        return jdbc.sql("select count(*) from outbox_command where message_name = 'suggestion-received' and lane = ?")
                .params(id.subject())
                .query(Long.class)
                .single();
    }
}
