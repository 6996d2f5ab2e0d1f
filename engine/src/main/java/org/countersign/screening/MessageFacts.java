package org.countersign.screening;

import java.util.List;
import org.countersign.policy.FactSet;
import org.countersign.privacy.PersonalData;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Claim;
import org.countersign.suggestion.Proposal.Message;

/** What a message claims, and what personal data stand in it. */
final class MessageFacts {

    private MessageFacts() {}

    static void add(FactSet.Builder facts, Proposal proposal, PersonalData personalData) {
        Message message = proposal.content().message();
        if (message == null) {
            return;
        }
        PersonalData.Setting setting =
                PersonalData.Setting.of(message.from(), proposal.audience().jurisdictions());
        facts.texts("message.claims", types(message.claims()))
                .texts(
                        "message.unprovenClaims",
                        types(message.claims().stream()
                                .filter(claim -> claim.evidence() == null
                                        || claim.evidence().isBlank())
                                .toList()))
                .texts("message.personalData", sorts(personalData.in(text(message), setting)));
        if (message.subject() == null && !proposal.channels().contains("EMAIL")) {
            // Only e-mail has to have one: elsewhere its absence is known, not unknown.
            facts.text("message.subject", "");
        }
    }

    private static String text(Message message) {
        return (message.subject() == null ? "" : message.subject() + "\n") + message.body();
    }

    private static List<String> sorts(List<PersonalData.Find> finds) {
        return finds.stream()
                .map(find -> find.sort().name())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> types(List<Claim> claims) {
        return claims.stream()
                .map(claim -> claim.type().name())
                .distinct()
                .sorted()
                .toList();
    }
}
