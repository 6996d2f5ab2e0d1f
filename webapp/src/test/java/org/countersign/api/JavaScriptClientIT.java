package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.countersign.BrowserTest;
import org.countersign.Browsing;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.Published;
import org.countersign.proof.NoteKey;
import org.countersign.shared.Json;
import org.countersign.shared.SigningKey;
import org.countersign.suggestion.SuggestionState;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** The client without dependencies, in a real browser against the running application. */
@BrowserTest
class JavaScriptClientIT {

    private static final String SCRIPT = """
            async ({ logKey, wrongKey }) => {
              const { ContentFeed } = await import('/kit/countersign-feed.js');
              const store = new Map();
              const storage = { getItem: name => store.get(name) ?? null, setItem: (name, text) => store.set(name, text) };
              const options = { server: location.origin + '/', token: 'demo-consumer', logKey, storage };
              const feed = new ContentFeed(options);
              const beforePoll = Object.keys(feed.live()).length;
              await feed.poll();
              const afterCrash = new ContentFeed(options);
              await afterCrash.poll();
              let refused = '';
              try {
                await new ContentFeed({ ...options, logKey: wrongKey, name: 'other' }).poll();
              } catch (error) {
                refused = error.message;
              }
              const item = Object.values(feed.live())[0];
              let forged = '';
              try {
                await feed.verifySignature({ ...item, validUntil: '2199-01-01T00:00:00Z' });
              } catch (error) {
                forged = error.message;
              }
              return JSON.stringify({
                beforePoll, live: Object.keys(feed.live()), again: Object.keys(afterCrash.live()), refused, forged,
                silent: Object.keys(feed.live(Date.now() + 600_000)).length
              });
            }
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Test
    void readsVerifiesConvergesAndFailsClosed(Browsing browser) {
        String live =
                Published.with(context).disclosing("Advertisement").publish().toString();
        Published withdrawn = Published.with(context);
        String gone = withdrawn.publish().toString();
        withdrawn.end(SuggestionState.WITHDRAWN);
        sequencer.sequence();
        NoteKey key = checkpoints.publicKey();
        NoteKey wrong = NoteKey.of(key.name(), SigningKey.generate().publicKey());

        browser.open("/login");
        Object answer = browser.page().evaluate(SCRIPT, Map.of("logKey", key.toString(), "wrongKey", wrong.toString()));

        JsonNode result = Json.MAPPER.readTree(String.valueOf(answer));
        assertThat(result.path("beforePoll").intValue()).isZero();
        assertThat(result.path("live").toString()).contains(live).doesNotContain(gone);
        assertThat(result.path("again")).isEqualTo(result.path("live"));
        assertThat(result.path("refused").stringValue()).contains("not signed by");
        assertThat(result.path("forged").stringValue()).contains("does not fit");
        assertThat(result.path("silent").intValue()).isZero();
    }
}
