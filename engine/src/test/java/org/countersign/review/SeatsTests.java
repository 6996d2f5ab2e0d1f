package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.countersign.policy.Reviewers;
import org.junit.jupiter.api.Test;

class SeatsTests {

    @Test
    void aReviewThatAsksForNobodyInParticularHasOneSeatForAnybody() {
        assertThat(seats().free()).containsExactly("reviewers");
        assertThat(seats().people()).isEqualTo(1);
        assertThat(seats().seatFor(groups(), null)).contains("reviewers");
    }

    @Test
    void onlyTheGroupThatIsAskedForTakesItsSeat() {
        Seats seats = seats(new Reviewers("legal", 1));

        assertThat(seats.free()).containsExactly("legal");
        assertThat(seats.seatFor(groups(), null)).isEmpty();
        assertThat(seats.seatFor(groups("brand"), null)).isEmpty();
        assertThat(seats.seatFor(groups("legal"), null)).contains("legal");
    }

    @Test
    void whoSpeaksForAGroupCountsAmongThePeopleToo() {
        Seats seats = seats(new Reviewers("legal", 1), new Reviewers("reviewers", 2));

        assertThat(seats.people()).isEqualTo(2);
        assertThat(seats.free()).containsExactly("legal", "reviewers");
        assertThat(seats.seatFor(groups("legal"), null)).contains("legal");
        assertThat(taken(seats, "legal").free()).containsExactly("reviewers");
        assertThat(taken(seats, "reviewers").free()).containsExactly("legal");
    }

    @Test
    void nobodyTakesTheLastSeatThatAGroupNeeds() {
        Seats seats = taken(seats(new Reviewers("legal", 1), new Reviewers("reviewers", 2)), "reviewers");

        assertThat(seats.seatFor(groups("brand"), null)).isEmpty();
        assertThat(seats.seatFor(groups("legal"), null)).contains("legal");
    }

    @Test
    void everyGroupIsHeardByItself() {
        Seats seats = seats(new Reviewers("brand", 1), new Reviewers("legal", 2));

        assertThat(seats.people()).isEqualTo(3);
        assertThat(taken(seats, "legal").free()).containsExactly("brand", "legal");
        assertThat(taken(taken(seats, "legal"), "legal").free()).containsExactly("brand");
    }

    @Test
    void whomItWasHandedToMayTakeAnySeat() {
        Seats seats = seats(new Reviewers("legal", 1));

        assertThat(seats.seatFor(groups("officers"), null)).isEmpty();
        assertThat(seats.seatFor(groups("officers"), "officers")).contains("legal");
    }

    private static Seats seats(Reviewers... asked) {
        return new Seats(List.of(asked), List.of());
    }

    private static Seats taken(Seats seats, String group) {
        return new Seats(
                seats.asked(),
                java.util.stream.Stream.concat(seats.taken().stream(), java.util.stream.Stream.of(group))
                        .toList());
    }

    private static Set<String> groups(String... names) {
        return new Reviewer("ana", Set.of(names)).groups();
    }
}
