package org.countersign.bias;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;

/** What a request must keep, all of it checked before anything is computed. */
final class RequestRules {

    private final List<FieldError> errors = new ArrayList<>();

    private RequestRules() {}

    /** @throws Refusal.Invalid with everything that is wrong, in document order */
    static void require(BiasCheckRequest request) {
        RequestRules rules = new RequestRules();
        rules.checkRequest(request);
        if (!rules.errors.isEmpty()) {
            throw new Refusal.Invalid("The bias check cannot be run as posted.", rules.errors);
        }
    }

    private void checkRequest(BiasCheckRequest request) {
        if (!(request.confidence() > 0 && request.confidence() < 1)) {
            refuse("/confidence", "must lie above 0 and below 1 and is " + request.confidence());
        }
        if (!(request.threshold() > 0 && request.threshold() <= 1)) {
            refuse("/threshold", "must lie above 0 and be at most 1 and is " + request.threshold());
        }
        if (request.checks().isEmpty()) {
            refuse("/checks", "must hold at least one check");
        }
        for (int index = 0; index < request.checks().size(); index++) {
            checkGroups("/checks/" + index, request.checks().get(index));
        }
    }

    private void checkGroups(String pointer, Check check) {
        if (check.name().isEmpty()) {
            refuse(pointer + "/name", "must not be empty");
        }
        String reference = check.reference();
        if (reference != null
                && check.groups().stream().noneMatch(group -> group.group().equals(reference))) {
            refuse(pointer + "/reference", "names " + reference + ", which is none of the groups");
        } else if (reference != null && reference.equalsIgnoreCase(Measurability.UNKNOWN)) {
            refuse(pointer + "/reference", "cannot be " + reference + ", which stands for a missing attribute");
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < check.groups().size(); index++) {
            Group group = check.groups().get(index);
            String place = pointer + "/groups/" + index;
            if (group.group().isEmpty()) {
                refuse(place + "/group", "must not be empty");
            } else if (!names.add(group.group())) {
                refuse(place + "/group", "names " + group.group() + " a second time");
            }
            checkCounts(place, group);
        }
    }

    private void checkCounts(String place, Group group) {
        if (group.eligible() < 0) {
            refuse(place + "/eligible", "must be 0 or more and is " + group.eligible());
        }
        if (group.favoured() < 0) {
            refuse(place + "/favoured", "must be 0 or more and is " + group.favoured());
        } else if (group.favoured() > group.eligible() && group.eligible() >= 0) {
            refuse(
                    place + "/favoured",
                    "must be at most eligible, " + group.eligible() + ", and is " + group.favoured());
        }
    }

    private void refuse(String pointer, String message) {
        errors.add(new FieldError(pointer, message));
    }
}
