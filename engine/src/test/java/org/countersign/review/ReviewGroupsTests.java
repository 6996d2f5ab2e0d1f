package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Many suggestions of one batch before people at once, as the batch's process brings them there. */
@EngineTest
@RecordApplicationEvents
class ReviewGroupsTests {

    @Autowired
    private ReviewGroups groups;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Batches batches;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private BatchDesk desk;

    @Autowired
    private ApprovalRights rights;

    @Autowired
    private AuditEntries log;

    @Autowired
    private ApplicationEvents events;

    @Test
    void asksOnceWhatManyAskForTheSameReasons() {
        List<Proposals> proposals = BatchDesk.same(40, Desk.unmeasurable());
        proposals.add(Desk.unmeasurable().model("other", "1"));
        BatchId batch = desk.admit(proposals);

        assertThat(groups.open(batch)).as("alone with its reasons").hasSize(1);

        ReviewGroupView group = desk.only(batch);
        assertThat(group.members()).isEqualTo(40);
        assertThat(group.waiting()).isEqualTo(40);
        assertThat(group.sample()).hasSize(AcceptanceSample.size(40, 0.10, 0.95));
        assertThat(reviews.queue(Reviewer.named("ana"), QueueFilter.ALL, null, 200)
                        .items())
                .as("members come with their group")
                .noneMatch(task ->
                        task.review().id().equals(group.sample().getFirst().review()));
        assertThat(events.stream(ReviewGroupOpened.class)).contains(new ReviewGroupOpened(group.id()));
    }

    @Test
    void drawsFromAllWhereAllAreAlike() {
        ReviewGroupView group = desk.open(100);

        List<SuggestionId> sent = batches.chunk(group.batch(), 1).keySet().stream()
                .sorted(Comparator.comparing(SuggestionId::toString))
                .toList();
        assertThat(group.sample())
                .as("the odds that none of them is from the later half are below one in a hundred million")
                .extracting(ReviewGroupView.Sampled::suggestion)
                .containsAnyElementsOf(sent.subList(50, 100));
    }

    @Test
    void opensOnceHoweverOftenItIsAsked() {
        BatchId batch = desk.admit(BatchDesk.same(3, Desk.unmeasurable()));
        groups.open(batch);
        ReviewGroupView first = desk.only(batch);

        groups.admit(batch, batches.chunk(batch, 1).keySet());
        assertThat(groups.open(batch)).isEmpty();

        assertThat(desk.only(batch)).isEqualTo(first);
    }

    @Test
    void wantsTheSampleLookedAtBeforeAnApproval() {
        ReviewGroupView group = desk.open(5);

        assertThatThrownBy(() -> groups.decide(group.id(), approve("ana", group)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("has not opened 5");

        desk.lookAtAll(group, "ana");
        assertThat(groups.decide(group.id(), approve("ana", group)).outcome()).isEqualTo(ReviewOutcome.APPROVED);
    }

    @Test
    void givesEachMemberItsOwnRecordOfTheDecision() {
        ReviewGroupView group = desk.open(5);
        groups.awaitDecision(group.id(), 77);
        desk.lookAtAll(group, "ana");

        groups.decide(group.id(), approve("ana", group));
        ReviewGroups.Settled settled = groups.settle(group.id());

        assertThat(settled.onTheirOwn()).hasSize(5);
        assertThat(groups.settle(group.id()).more()).isFalse();
        assertThat(events.stream(ReviewGroupDecided.class))
                .contains(new ReviewGroupDecided(group.id(), 77, ReviewOutcome.APPROVED));
        for (SuggestionId member : settled.onTheirOwn()) {
            assertThat(suggestions.get(member).state()).isEqualTo(SuggestionState.APPROVED);
            assertThat(reviews.approvals(member))
                    .singleElement()
                    .matches(by -> by.by().equals("PERSON:ana"));
            List<LogEntry> entries = log.about(member.subject());
            assertThat(entries)
                    .extracting(LogEntry::type)
                    .containsExactly(
                            EntryType.SCREENING,
                            EntryType.REVIEW_OPENED,
                            EntryType.REVIEW_DECISION,
                            EntryType.APPROVAL);
            assertThat(entries.get(2).leaf()).contains(group.id().toString());
        }
        assertThat(log.about("group:" + group.id()))
                .extracting(LogEntry::type)
                .containsExactly(EntryType.REVIEW_OPENED, EntryType.REVIEW_DECISION);
    }

    @Test
    void rejectsAllWithoutTheSampleBeingLookedAt() {
        ReviewGroupView group = desk.open(3);

        groups.decide(group.id(), reject("ana", group));
        assertThat(groups.settle(group.id()).onTheirOwn()).isEmpty();

        assertThat(batches.chunk(group.batch(), 1).values()).containsOnly(SuggestionState.REJECTED);
    }

    @Test
    void takesTwoPeopleWhereEachMemberWould() {
        ReviewGroupView group = desk.open(BatchDesk.same(3, Desk.unfair()));
        desk.lookAtAll(group, "ana");
        desk.lookAtAll(group, "ben");

        ReviewGroupView first = groups.decide(group.id(), approve("ana", group));
        assertThat(first.isOpen()).isTrue();
        assertThatThrownBy(() -> groups.decide(group.id(), approve("ana", first)))
                .isInstanceOf(Refusal.NotAllowed.class);
        assertThatThrownBy(() -> groups.decide(group.id(), approve("ben", group)))
                .as("he read it before she decided")
                .isInstanceOf(Refusal.Conflict.class);
        groups.decide(group.id(), approve("ben", first));

        for (SuggestionId member : groups.settle(group.id()).onTheirOwn()) {
            assertThat(reviews.approvals(member)).extracting(Approval::by).containsExactly("PERSON:ana", "PERSON:ben");
        }
    }

    @Test
    void leavesOutWhatWasWithdrawnOrDecidedAlone() {
        ReviewGroupView group = desk.open(4);
        SuggestionId withdrawn = group.sample().getFirst().suggestion();
        endings.withdraw(Actor.client(Desk.SHOP), withdrawn, "Wrong price.");
        ReviewView alone = reviews.get(group.sample().get(1).review());
        reviews.decide(
                alone.id(), new NewDecision(Actor.person("ben"), alone.version(), Decision.APPROVE, null, "Fine."));

        groups.decide(group.id(), reject("ana", groups.get(group.id())));
        groups.settle(group.id());

        assertThat(suggestions.get(withdrawn).state()).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(suggestions.get(alone.suggestion()).state()).isEqualTo(SuggestionState.APPROVED);
        assertThat(batches.get(group.batch()).states()).containsEntry(SuggestionState.REJECTED, 2);
    }

    @Test
    void endsWhenNoMemberIsLeft() {
        ReviewGroupView group = desk.open(2);
        groups.awaitDecision(group.id(), 78);

        group.sample()
                .forEach(member -> endings.withdraw(Actor.client(Desk.SHOP), member.suggestion(), "Wrong price."));

        assertThat(groups.get(group.id()).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(events.stream(ReviewGroupDecided.class))
                .contains(new ReviewGroupDecided(group.id(), 78, ReviewOutcome.CLOSED));
        assertThatThrownBy(() -> groups.decide(group.id(), reject("ana", groups.get(group.id()))))
                .isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void endWhenAllTheirMembersAreRecalledAtOnce() {
        ReviewGroupView ended = desk.open(BatchDesk.same(3, Desk.unmeasurable().model("recalled-group", "1")));
        groups.awaitDecision(ended.id(), 79);
        List<Proposals> mixed = BatchDesk.same(3, Desk.unmeasurable().model("recalled-group", "1"));
        BatchId batch = desk.admit(mixed);
        groups.open(batch);
        ReviewGroupView alsoEnded = desk.only(batch);
        ReviewGroupView other = desk.open(2);

        endings.recall(Actor.person("otto"), null, "recalled-group", "1", "Drift.");

        assertThat(List.of(ended, alsoEnded))
                .extracting(group -> groups.get(group.id()).outcome())
                .containsOnly(ReviewOutcome.CLOSED);
        assertThat(groups.get(other.id()).isOpen()).isTrue();
        assertThat(events.stream(ReviewGroupDecided.class))
                .contains(new ReviewGroupDecided(ended.id(), 79, ReviewOutcome.CLOSED));
    }

    @Test
    void answersAUserTaskThatComesAfterTheDecision() {
        ReviewGroupView group = desk.open(2);
        groups.decide(group.id(), reject("ana", group));

        groups.awaitDecision(group.id(), 79);

        assertThat(events.stream(ReviewGroupDecided.class))
                .contains(new ReviewGroupDecided(group.id(), 79, ReviewOutcome.REJECTED));
    }

    @Test
    void whoMayNotApproveMayNotApproveAGroupEither() {
        ReviewGroupView group = desk.open(3);
        desk.lookAtAll(group, "suspended-sam");
        rights.suspend(Actor.person("lead1"), "suspended-sam", "Too fast.");

        assertThatThrownBy(() -> groups.decide(group.id(), approve("suspended-sam", groups.get(group.id()))))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("Too fast.");
        groups.decide(group.id(), reject("suspended-sam", groups.get(group.id())));

        assertThat(groups.get(group.id()).isOpen()).isFalse();
    }

    private static NewDecision approve(String person, ReviewGroupView group) {
        return new NewDecision(Actor.person(person), group.version(), Decision.APPROVE, null, "All of them are fine.");
    }

    private static NewDecision reject(String person, ReviewGroupView group) {
        return new NewDecision(
                Actor.person(person), group.version(), Decision.REJECT, ReasonCode.OTHER, "None of them may go out.");
    }
}
