package org.countersign.suggestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countersign.shared.FieldError;
import org.jspecify.annotations.Nullable;

/** What a revision may not change: what the suggestion is, and whom it is about. */
final class RevisionRules {

    private RevisionRules() {}

    static List<FieldError> check(Proposal revision, Suggestion suggestion, @Nullable Proposal current) {
        List<FieldError> errors = new ArrayList<>();
        keep(errors, "/externalId", revision.externalId(), suggestion.externalId());
        keep(errors, "/kind", revision.kind().name(), suggestion.kind().name());
        if (current != null) {
            keep(
                    errors,
                    "/audience/subject",
                    revision.audience().subject(),
                    current.audience().subject());
        }
        return errors;
    }

    private static void keep(
            List<FieldError> errors, String pointer, @Nullable String revised, @Nullable String current) {
        if (!Objects.equals(revised, current)) {
            errors.add(new FieldError(
                    pointer,
                    (revised == null ? "null" : Texts.quote(revised)) + " differs from the suggestion's, "
                            + (current == null ? "null" : Texts.quote(current)) + ". A revision keeps it."));
        }
    }
}
