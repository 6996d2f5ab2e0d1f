package org.countersign.pages;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryProof;
import org.countersign.audit.LogEntry;
import org.countersign.audit.Proofs;
import org.countersign.proof.Checkpoint;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log for those who check: what it signed of itself, what it holds, and the proof of each entry. */
@Controller
@RequestMapping("/log")
@PreAuthorize("hasAnyRole('AUDITOR', 'OFFICER', 'ADMIN')")
class LogController {

    private static final int PAGE = 50;

    private final AuditEntries log;
    private final Checkpoints checkpoints;
    private final Proofs proofs;

    LogController(AuditEntries log, Checkpoints checkpoints, Proofs proofs) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
    }

    /**
     * Newest first, or everything about one subject in order.
     *
     * @param about a subject such as {@code suggestion:7f3a}, or a suggestion's bare id
     * @param before only entries with a smaller index
     */
    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String about,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        Checkpoint checkpoint = checkpoints.latest();
        String subject = subject(about);
        long end = before == null ? checkpoint.size() : Math.clamp(before, 0, checkpoint.size());
        long start = Math.max(0, end - PAGE);
        List<LogEntry> entries = subject == null ? log.range(start, end).reversed() : log.about(subject);
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("key", checkpoints.publicKey().toString());
        model.addAttribute("about", subject);
        model.addAttribute("first", before == null ? null : "/log");
        model.addAttribute("next", subject == null && start > 0 ? "/log?before=" + start : null);
        model.addAttribute("rows", entries.stream().map(this::row).toList());
        return "log";
    }

    @GetMapping("/{index}")
    String show(@PathVariable long index, Model model) {
        LogEntry entry = log.range(index, index + 1).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("log entry at index", String.valueOf(index)));
        EntryProof proof = proofs.of(entry.id());
        // Shown as proven only after it was checked here and now; anybody else can do the same with what is on the
        // page.
        proof.inclusion().verify();
        model.addAttribute("row", row(entry));
        model.addAttribute("leaf", entry.leaf());
        model.addAttribute(
                "pretty", Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(entry.document()));
        model.addAttribute("proof", proof.inclusion());
        model.addAttribute("checkpoint", proof.checkpoint());
        model.addAttribute(
                "payload",
                log.payload(entry.id())
                        .map(payload ->
                                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(payload))
                        .orElse(null));
        model.addAttribute("committed", entry.document().has("commitment"));
        return "log-entry";
    }

    /** An entry on the list; {@code index} is null for the second until it is sequenced. */
    record Row(@Nullable Long index, Instant at, String type, String subject, String actor) {}

    private Row row(LogEntry entry) {
        String actor = Objects.requireNonNullElse(entry.document().path("actor").stringValue(), "");
        return new Row(entry.index(), entry.at(), entry.type().name(), entry.subject(), log.nameOf(actor));
    }

    private static @Nullable String subject(@Nullable String about) {
        if (about == null || about.isBlank()) {
            return null;
        }
        String text = about.strip();
        return text.contains(":") ? text : "suggestion:" + text;
    }
}
