package org.countersign.pages;

import java.util.function.Consumer;
import org.countersign.governance.ChangeId;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A step of a change from its page and back to it: done, or refused in its own words. */
@Component
class ChangeActions {

    private final Show show;

    ChangeActions(Show show) {
        this.show = show;
    }

    /** @param done key of the message that tells it was done */
    String act(String id, RedirectAttributes redirect, String done, Consumer<ChangeId> step) {
        try {
            step.accept(ChangeId.of(id));
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message(done)));
        } catch (Refusal.Conflict | Refusal.NotAllowed | Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
        }
        return "redirect:/policies/changes/" + id;
    }
}
