package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.countersign.suggestion.Endings;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Recall of everything a model version proposed. */
@RestController
@Tag(name = "Suggestions")
class ModelController {

    private final Endings endings;

    ModelController(Endings endings) {
        this.endings = endings;
    }

    @Operation(summary = "Withdraw everything a model version ever proposed: a producer its own, an officer all")
    @PostMapping("/api/v1/models/{name}/{version}/recall")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    Recalled recall(
            @PathVariable("name") String name,
            @PathVariable("version") String version,
            @RequestBody ReasonBody body,
            Authentication authentication) {
        Caller caller = Caller.of(authentication);
        return new Recalled(
                name, version, endings.recall(caller.actor(), caller.scope(), name, version, body.required()));
    }

    /** How many suggestions the recall withdrew; those that had ended already are not among them. */
    record Recalled(String model, String version, int withdrawn) {}
}
