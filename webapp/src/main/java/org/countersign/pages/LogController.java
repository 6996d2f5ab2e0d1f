package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryProof;
import org.countersign.audit.EntryType;
import org.countersign.audit.Exports;
import org.countersign.audit.LogEntry;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.audit.LogWatch;
import org.countersign.audit.Proofs;
import org.countersign.proof.Checkpoint;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
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
    private final LogSearch search;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final LogWatch watch;
    private final Exports exports;

    LogController(
            AuditEntries log,
            LogSearch search,
            Checkpoints checkpoints,
            Proofs proofs,
            LogWatch watch,
            Exports exports) {
        this.log = log;
        this.search = search;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.watch = watch;
        this.exports = exports;
    }

    /** @param before only entries with a smaller index */
    @GetMapping
    String list(LogQuestion asked, @RequestParam(required = false) @Nullable Long before, Model model) {
        Checkpoint checkpoint = checkpoints.latest();
        LogQuery query = asked.query();
        List<LogEntry> entries =
                new ArrayList<>(search.find(query, before == null ? Long.MAX_VALUE : before, PAGE + 1));
        boolean more = entries.size() > PAGE;
        if (more) {
            entries.removeLast();
        }
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("status", watch.status());
        model.addAttribute("key", checkpoints.publicKey().toString());
        model.addAttribute("asked", asked);
        model.addAttribute("about", asked.subject());
        model.addAttribute("types", EntryType.values());
        model.addAttribute("narrowed", query.isNarrow());
        model.addAttribute("before", before);
        model.addAttribute("lastIndex", more ? entries.getLast().index() : null);
        model.addAttribute(
                "rows", entries.stream().map(entry -> LogRow.of(entry, log)).toList());
        model.addAttribute("query", asked.asQuery());
        model.addAttribute("mayExport", LogExportController.mayExport());
        return "log";
    }

    @GetMapping("/{index:[0-9]+}")
    String show(@PathVariable long index, Authentication person, Model model) {
        LogEntry entry = log.range(index, index + 1).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("log entry at index", String.valueOf(index)));
        EntryProof proof = proofs.of(entry.id());
        // Shown as proven only after it was checked here and now; anybody else can do the same with what is on the
        // page.
        proof.inclusion().verify();
        model.addAttribute("row", LogRow.of(entry, log));
        model.addAttribute("leaf", entry.leaf());
        model.addAttribute("pretty", LogRow.pretty(entry.document()));
        model.addAttribute("proof", proof.inclusion());
        model.addAttribute("checkpoint", proof.checkpoint());
        if (entry.document().has("commitment")) {
            exports.viewed(Actor.person(person.getName()), entry.subject());
        }
        model.addAttribute(
                "payload", log.payload(entry.id()).map(LogRow::pretty).orElse(null));
        model.addAttribute("committed", entry.document().has("commitment"));
        return "log-entry";
    }
}
