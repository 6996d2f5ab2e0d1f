package org.countersign.pages;

import java.util.List;
import org.countersign.delivery.Withheld;
import org.countersign.delivery.WithheldItems;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the feed does not show although the log published it, on the operator's page. */
@ControllerAdvice(assignableTypes = OperationsController.class)
class WithheldAdvice {

    private static final int SHOWN = 200;

    private final WithheldItems withheld;

    WithheldAdvice(WithheldItems withheld) {
        this.withheld = withheld;
    }

    @ModelAttribute("withheld")
    List<Withheld> withheld() {
        return withheld.newest(SHOWN);
    }
}
