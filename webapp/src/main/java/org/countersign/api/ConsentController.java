package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.countersign.archive.SubjectFiles;
import org.countersign.consent.Consent;
import org.countersign.consent.Consents;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The consent register: what customers allowed, and the end of everything known of one. */
@RestController
@RequestMapping("/api/v1/subjects/{ref}")
@Tag(name = "Consents")
class ConsentController {

    private final Consents consents;
    private final SubjectFiles files;

    ConsentController(Consents consents, SubjectFiles files) {
        this.consents = consents;
        this.files = files;
    }

    @Operation(summary = "Record a customer's statements; the latest about a purpose and channel is in force")
    @PutMapping("/consents")
    @PreAuthorize("hasRole('PRODUCER')")
    ConsentsView put(@PathVariable("ref") String ref, @RequestBody ConsentsBody body, Authentication authentication) {
        consents.record(Caller.of(authentication).actor(), ref, body.statements());
        return view(ref);
    }

    @Operation(summary = "A customer's statements in force, and all ever made; what is not there is unknown")
    @GetMapping("/consents")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    ConsentsView get(@PathVariable("ref") String ref) {
        return view(ref);
    }

    @Operation(
            summary = "The receipts of a customer's statements",
            description = "In the shape of ISO/IEC TS 27560 records, each with where the log commits to it.")
    @GetMapping("/consents/receipts")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    List<JsonNode> receipts(@PathVariable("ref") String ref) {
        return consents.receipts(ref);
    }

    @Operation(summary = "All that is known of a customer, for the customer to have (GDPR 15)")
    @GetMapping
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    ObjectNode file(@PathVariable("ref") String ref, Authentication authentication) {
        return files.of(Caller.of(authentication).actor(), ref);
    }

    @Operation(summary = "Forget a customer: statements, identity, and every suggestion about them")
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    void erase(@PathVariable("ref") String ref, Authentication authentication) {
        consents.erase(Caller.of(authentication).actor(), ref);
    }

    private ConsentsView view(String ref) {
        return new ConsentsView(consents.current(ref), consents.history(ref));
    }

    /** Statements in force, one per purpose and channel, and every one ever made, oldest first. */
    record ConsentsView(List<Consent> consents, List<Consent> history) {}
}
