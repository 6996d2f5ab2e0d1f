package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.audit.Sequencer;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Between publication and the feed somebody, or a fault, changes an item: it is never served, and operators see why. */
@EngineTest
class WithheldTests {

    @Autowired
    private ContentItems items;

    @Autowired
    private WithheldItems withheld;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    private long start;

    @BeforeEach
    void readUpToHere() {
        sequencer.sequence();
        start = items.head();
    }

    @Test
    void neverServesAnItemThatLostItsDisclosure() {
        ContentId id = disclosing("Advertisement");
        change(id, "replace(body, '{\"message\":\"Advertisement\",\"rule\":\"Test rule\"}', '')");

        assertWithheld(id, "Its content has hash ");
    }

    /** As a fault in publication would make them: hash and content agree, and the disclosure is not there. */
    @Test
    void neverServesAnItemThatWasPublishedWithoutWhatItsVerdictRequires() {
        ContentId id = Published.with(context).requiring(1).publish();

        assertWithheld(id, "It comes with 0 disclosures, and its verdict requires 1.");
    }

    @Test
    void neverServesADisclosureThatSaysNothing() {
        ContentId id = disclosing(" ");

        assertWithheld(id, "The disclosure that rule Test rule requires has no text.");
    }

    @Test
    void neverServesOtherContentThanTheLogPublished() {
        ContentId id = Published.with(context).publish();
        change(id, "replace(body, '\"currency\":\"EUR\"', '\"currency\":\"USD\"')");

        assertWithheld(id, "Its content has hash ");
    }

    @Test
    void neverServesWhatTheLogDidNotApprove() {
        ContentId id = Published.with(context).publish();
        jdbc.sql("update content_item set approval_entry = gen_random_uuid() where content_id = ?")
                .param(id.value())
                .update();

        assertWithheld(id, "The log has no approval of it before its publication.");
    }

    @Test
    void servesTheOthersAsEver() {
        ContentId good = disclosing("Advertisement");
        Published.with(context).requiring(1).publish();
        sequencer.sequence();

        assertThat(items.feed(new FeedRequest(start, 10, null, null)).items())
                .singleElement()
                .satisfies(item -> assertThat(item.json()).contains(good.toString(), "Advertisement"));
    }

    @Test
    void isListedUntilItIsWithdrawn() {
        Published published = Published.with(context).requiring(1);
        ContentId id = published.publish();
        Published shown = Published.with(context);
        shown.publish();
        sequencer.sequence();
        assertThat(withheld.newest(10)).extracting(Withheld::content).contains(id);
        assertThat(withheld.of(List.of(published.suggestion(), shown.suggestion())))
                .containsOnlyKeys(published.suggestion());
        assertThat(items.liveSuggestions()).contains(shown.suggestion()).doesNotContain(published.suggestion());

        published.end(SuggestionState.WITHDRAWN);

        assertThat(withheld.newest(10)).extracting(Withheld::content).doesNotContain(id);
        assertThat(withheld.of(List.of(published.suggestion()))).isEmpty();
    }

    private void assertWithheld(ContentId id, String reason) {
        sequencer.sequence();
        assertThat(items.feed(new FeedRequest(start, 10, null, null)).items()).isEmpty();
        assertThat(withheld.newest(10))
                .filteredOn(each -> each.content().equals(id))
                .singleElement()
                .satisfies(each -> assertThat(each.reason()).startsWith(reason));
        assertThat(items.why(id).state()).isEqualTo(Why.State.WITHHELD);
        assertThatThrownBy(() -> items.live(id))
                .isInstanceOf(Refusal.Gone.class)
                .hasMessageContaining("WITHHELD");
    }

    private ContentId disclosing(String message) {
        return Published.with(context).disclosing(message).publish();
    }

    private void change(ContentId id, String body) {
        assertThat(jdbc.sql("update content_item set body = " + body + " where content_id = ? and body <> " + body)
                        .param(id.value())
                        .update())
                .isEqualTo(1);
    }
}
