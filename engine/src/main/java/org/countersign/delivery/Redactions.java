package org.countersign.delivery;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.policy.Redaction;
import org.countersign.privacy.PersonalData;
import org.countersign.screening.Verdict;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Audience;
import org.countersign.suggestion.Proposal.Message;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out what policies have taken out, before anything is hashed or served: the content hash is that of what
 * customers see, and what was taken out never leaves.
 */
@Component
class Redactions {

    /** Fields of a content that people read, wherever they stand. */
    private static final Set<String> TEXTS =
            Set.of("subject", "body", "text", "evidence", "reason", "title", "campaign");

    private final PersonalData personalData;

    Redactions(PersonalData personalData) {
        this.personalData = personalData;
    }

    /** What may be served of a suggestion. */
    record Served(JsonNode content, Audience audience) {}

    /** @param content the suggestion's content as it was posted; it is left as it is */
    Served apply(Proposal proposal, JsonNode content, List<Verdict.Obligation> obligations) {
        Set<Redaction> redactions = EnumSet.noneOf(Redaction.class);
        obligations.stream().map(Verdict.Obligation::redaction).forEach(redaction -> {
            if (redaction != null) {
                redactions.add(redaction);
            }
        });
        JsonNode served = content.deepCopy();
        Audience audience = proposal.audience();
        for (Redaction redaction : redactions) {
            switch (redaction) {
                case PERSONAL_DATA -> withoutPersonalData(served, setting(proposal));
                case SUBJECT_LINE -> blank(served.path("message"), "subject");
                case REASON -> blank(served, "reason");
                case AUDIENCE_DETAILS -> audience = withoutDetails(audience);
            }
        }
        return new Served(served, audience);
    }

    private static PersonalData.Setting setting(Proposal proposal) {
        Message message = proposal.content().message();
        return PersonalData.Setting.of(
                message == null ? "" : message.from(), proposal.audience().jurisdictions());
    }

    private void withoutPersonalData(JsonNode node, PersonalData.Setting setting) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : Set.copyOf(object.properties())) {
                    if (TEXTS.contains(field.getKey()) && field.getValue().isString()) {
                        object.put(
                                field.getKey(),
                                personalData.takenOutOf(field.getValue().asString(), setting));
                    } else {
                        withoutPersonalData(field.getValue(), setting);
                    }
                }
            }
            case ArrayNode array -> array.forEach(element -> withoutPersonalData(element, setting));
            default -> {}
        }
    }

    private static void blank(JsonNode node, String field) {
        if (node instanceof ObjectNode object && object.has(field)) {
            object.putNull(field);
        }
    }

    private static Audience withoutDetails(Audience audience) {
        return new Audience(
                audience.segment(),
                null,
                audience.size(),
                null,
                audience.jurisdictions(),
                null,
                audience.signals(),
                audience.contactsLast7Days(),
                audience.composition());
    }
}
