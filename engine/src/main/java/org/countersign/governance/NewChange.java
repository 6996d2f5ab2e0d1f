package org.countersign.governance;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;

/**
 * A change to begin.
 *
 * @param title in a few words, what it is about
 * @param reason why it is needed, for who approves it and who asks years later
 */
public record NewChange(ChangeKind kind, String title, String reason, Actor author) {

    private static final int MAX_TITLE = 120;
    private static final int MAX_REASON = 2000;

    public NewChange {
        title = title.strip();
        reason = reason.strip();
        List<FieldError> errors = new ArrayList<>();
        if (title.isEmpty() || title.length() > MAX_TITLE) {
            errors.add(new FieldError("/title", "Give it a title of 1 to " + MAX_TITLE + " characters."));
        }
        if (reason.length() > MAX_REASON) {
            errors.add(new FieldError("/reason", "The reason has at most " + MAX_REASON + " characters."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The change cannot be opened like this.", errors);
        }
    }
}
