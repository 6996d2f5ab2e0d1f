package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.countersign.policy.Outcome;
import org.countersign.policy.Redaction;
import org.countersign.privacy.PersonalData;
import org.countersign.screening.Verdict.Obligation;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RedactionsTests {

    private final Redactions redactions = new Redactions(new PersonalData(List.of()));

    @Test
    void takesPersonalDataOutOfEveryTextThatPeopleRead() {
        Proposals copy = Proposals.copy()
                .with("/content/message/subject", "For ada@example.org")
                .with("/content/message/body", "Card 4012888888881881, questions to hello@corner-roastery.example")
                .with(
                        "/content/message/claims",
                        List.of(Map.of(
                                "type", "SOCIAL_PROOF", "text", "bob@example.org loves it", "evidence", "survey")));

        JsonNode message = apply(copy, Redaction.PERSONAL_DATA).content().path("message");

        assertThat(message.path("subject").asString()).isEqualTo("For [removed]");
        assertThat(message.path("body").asString())
                .isEqualTo("Card [removed], questions to hello@corner-roastery.example");
        assertThat(message.at("/claims/0/text").asString()).isEqualTo("[removed] loves it");
        assertThat(message.at("/claims/0/evidence").asString()).isEqualTo("survey");
        assertThat(message.path("from")).isEqualTo(copy.document().at("/content/message/from"));
    }

    @Test
    void takesOutTheSubjectLineTheReasonAndTheDetailsOfTheAudience() {
        assertThat(apply(Proposals.copy(), Redaction.SUBJECT_LINE)
                        .content()
                        .at("/message/subject")
                        .isNull())
                .isTrue();
        assertThat(apply(Proposals.recommendation(), Redaction.REASON)
                        .content()
                        .path("reason")
                        .isNull())
                .isTrue();
        assertThat(apply(Proposals.targeting(), Redaction.AUDIENCE_DETAILS).audience())
                .satisfies(audience -> {
                    assertThat(audience.timeZone()).isNull();
                    assertThat(audience.ageBand()).isNull();
                    assertThat(audience.segment()).isNotNull();
                });
    }

    @Test
    void leavesEverythingElseAndTheSuggestionItselfAlone() {
        Proposals copy = Proposals.copy();
        JsonNode content = copy.document().path("content");
        JsonNode before = content.deepCopy();

        redactions.apply(
                copy.proposal(),
                content,
                List.of(new Obligation(Outcome.REDACT, "CPY-09", "Out.", Redaction.SUBJECT_LINE)));

        assertThat(content).isEqualTo(before);
        assertThat(redactions
                        .apply(copy.proposal(), content, List.of(new Obligation(Outcome.WARN, "A-1", "Mind.", null)))
                        .content())
                .isEqualTo(before);
    }

    private Redactions.Served apply(Proposals proposals, Redaction redaction) {
        return redactions.apply(
                proposals.proposal(),
                proposals.document().path("content"),
                List.of(new Obligation(Outcome.REDACT, "CPY-09", "Out.", redaction)));
    }
}
