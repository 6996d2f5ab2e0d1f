package org.countersign.pages;

import java.util.List;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.Withheld;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the feed does not show although the log published it, on the operator's page. */
@ControllerAdvice(assignableTypes = OperationsController.class)
class WithheldAdvice {

    private static final int SHOWN = 200;

    private final ContentItems items;

    WithheldAdvice(ContentItems items) {
        this.items = items;
    }

    @ModelAttribute("withheld")
    List<Withheld> withheld() {
        return items.withheld(SHOWN);
    }
}
