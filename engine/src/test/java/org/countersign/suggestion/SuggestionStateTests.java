package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.suggestion.SuggestionState.APPROVED;
import static org.countersign.suggestion.SuggestionState.BLOCKED;
import static org.countersign.suggestion.SuggestionState.CHANGES_REQUESTED;
import static org.countersign.suggestion.SuggestionState.EXPIRED;
import static org.countersign.suggestion.SuggestionState.IN_REVIEW;
import static org.countersign.suggestion.SuggestionState.PUBLISHED;
import static org.countersign.suggestion.SuggestionState.RECEIVED;
import static org.countersign.suggestion.SuggestionState.REJECTED;
import static org.countersign.suggestion.SuggestionState.SCHEDULED;
import static org.countersign.suggestion.SuggestionState.SCREENED;
import static org.countersign.suggestion.SuggestionState.WITHDRAWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuggestionStateTests {

    @Test
    void onlyAScreeningBlocks() {
        assertThat(before(BLOCKED)).containsExactly(SCREENED);
    }

    @Test
    void onlyAReviewRejectsOrRequestsChanges() {
        assertThat(before(REJECTED)).containsExactly(IN_REVIEW);
        assertThat(before(CHANGES_REQUESTED)).containsExactly(IN_REVIEW);
    }

    @Test
    void nothingIsPublishedThatWasNotApproved() {
        assertThat(before(PUBLISHED)).containsExactly(APPROVED, SCHEDULED);
        assertThat(before(APPROVED)).containsExactly(SCREENED, IN_REVIEW, SCHEDULED);
    }

    @ParameterizedTest
    @EnumSource
    void whateverHasNotEndedCanBeWithdrawnAndRevised(SuggestionState state) {
        assertThat(state.canBecome(WITHDRAWN)).isEqualTo(!state.isFinal());
        assertThat(state.canBecome(RECEIVED)).isEqualTo(!state.isFinal());
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsOnItsWayOrPublishedExpires(SuggestionState state) {
        assertThat(state.canBecome(EXPIRED)).isEqualTo(!state.isFinal() && state != BLOCKED);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "EXPIRED", "WITHDRAWN"})
    void theEndIsTheEnd(SuggestionState end) {
        assertThat(end.isFinal()).isTrue();
        assertThat(Arrays.stream(SuggestionState.values()).filter(end::canBecome))
                .isEmpty();
    }

    private static Set<SuggestionState> before(SuggestionState state) {
        Set<SuggestionState> before = EnumSet.noneOf(SuggestionState.class);
        Arrays.stream(SuggestionState.values())
                .filter(from -> from.canBecome(state))
                .forEach(before::add);
        return before;
    }
}
