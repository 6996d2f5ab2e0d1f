package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.countersign.suggestion.Receipt.Status;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class IntakeTests {

    @Autowired
    private Suggestions suggestions;

    @Test
    void anAcceptedSuggestionIsThereAsPosted() {
        Proposals offer = Proposals.offer();

        Receipt receipt = receive(offer);

        SuggestionView view = suggestions.get(SuggestionId.of(String.valueOf(receipt.id())));
        assertThat(receipt.status()).isEqualTo(Status.ACCEPTED);
        assertThat(view.state()).isEqualTo(SuggestionState.RECEIVED);
        assertThat(view.document()).isEqualTo(offer.document());
        assertThat(view.proposal()).isEqualTo(offer.proposal());
        assertThat(view.history()).hasSize(1);
    }

    private Receipt receive(Proposals proposal) {
        return suggestions.receive("shop", List.of(proposal.document())).getFirst();
    }
}
