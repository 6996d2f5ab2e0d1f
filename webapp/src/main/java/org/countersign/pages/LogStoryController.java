package org.countersign.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryType;
import org.countersign.audit.Exports;
import org.countersign.audit.LogEntry;
import org.countersign.audit.Proofs;
import org.countersign.proof.Checkpoint;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A decision's whole story on one page, with what is proven of it and whether its verdict replays. */
@Controller
@PreAuthorize("hasAnyRole('AUDITOR', 'OFFICER', 'ADMIN')")
class LogStoryController {

    private final AuditEntries log;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final Screenings screenings;
    private final Exports exports;

    LogStoryController(
            AuditEntries log, Checkpoints checkpoints, Proofs proofs, Screenings screenings, Exports exports) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.screenings = screenings;
        this.exports = exports;
    }

    /**
     * Everything that was decided about one thing, in order, each with its grounds and its proof; without a thing, or
     * with one that the log does not know, the page asks for one.
     */
    @GetMapping("/log/story")
    String story(
            @RequestParam(defaultValue = "") String about,
            Authentication person,
            HttpServletResponse response,
            Model model) {
        String asked = about.strip();
        String subject = asked.isEmpty() || asked.contains(":") ? asked : "suggestion:" + asked;
        List<LogEntry> entries = asked.isEmpty() ? List.of() : log.about(subject);
        model.addAttribute("about", subject);
        model.addAttribute("chapters", List.of());
        if (entries.isEmpty()) {
            response.setStatus(asked.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
            return "log-story";
        }
        exports.viewed(Actor.person(person.getName()), subject);
        Checkpoint checkpoint = checkpoints.latest();
        List<Long> proven = entries.stream()
                .map(LogEntry::index)
                .filter(index -> index != null && index < checkpoint.size())
                .toList();
        proofs.of(proven, checkpoint).forEach(proof -> proof.inclusion().verify());
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("proven", proven.size());
        model.addAttribute("mayExport", LogExportController.mayExport());
        model.addAttribute("chapters", entries.stream().map(this::chapter).toList());
        return "log-story";
    }

    /**
     * An entry of a story.
     *
     * @param facts by name
     * @param words what it commits to; null if nothing, or erased
     * @param erased whether it committed to something that was erased
     * @param replay for a screening, whether the verdict comes out the same today: {@code yes}, {@code no}, or
     *     {@code erased}; null for others
     */
    record Chapter(
            LogRow row,
            Map<String, String> facts,
            @Nullable String words,
            boolean erased,
            @Nullable String replay) {}

    private Chapter chapter(LogEntry entry) {
        Map<String, String> facts = new TreeMap<>();
        entry.document()
                .path("facts")
                .propertyStream()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
        String words = log.payload(entry.id()).map(LogRow::pretty).orElse(null);
        boolean erased = words == null && entry.document().has("commitment");
        return new Chapter(
                LogRow.of(entry, log),
                facts,
                words,
                erased,
                entry.type() == EntryType.SCREENING ? replay(facts) : null);
    }

    private String replay(Map<String, String> facts) {
        return screenings
                .record(facts.getOrDefault("record", ""))
                .map(record -> screenings.replays(record) ? "yes" : "no")
                .orElse("erased");
    }
}
