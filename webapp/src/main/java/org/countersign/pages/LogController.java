package org.countersign.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.archive.Archives;
import org.countersign.archive.ComplianceDossiers;
import org.countersign.archive.DossierScope;
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
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

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
    private final Screenings screenings;
    private final Archives archives;
    private final ComplianceDossiers dossiers;
    private final Exports exports;

    LogController(
            AuditEntries log,
            LogSearch search,
            Checkpoints checkpoints,
            Proofs proofs,
            LogWatch watch,
            Screenings screenings,
            Archives archives,
            ComplianceDossiers dossiers,
            Exports exports) {
        this.log = log;
        this.search = search;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.watch = watch;
        this.screenings = screenings;
        this.archives = archives;
        this.dossiers = dossiers;
        this.exports = exports;
    }

    /**
     * What a form asks for, as it was typed.
     *
     * @param about a subject such as {@code suggestion:7f3a}, or a suggestion's bare id
     * @param from a day, or an instant
     * @param to a day, which is included, or an instant, which is not
     */
    record Asked(
            @Nullable String who,
            @Nullable EntryType what,
            @Nullable String from,
            @Nullable String to,
            @Nullable String about,
            @Nullable String text) {

        LogQuery query() {
            return new LogQuery(
                    stripped(who),
                    what == null ? Set.of() : Set.of(what),
                    instant("from", from, false),
                    instant("to", to, true),
                    subject(),
                    stripped(text));
        }

        @Nullable
        String subject() {
            String subject = stripped(about);
            return subject == null || subject.contains(":") ? subject : "suggestion:" + subject;
        }

        /** The same question as the query of a link; empty for none. */
        String asQuery() {
            UriComponentsBuilder link = UriComponentsBuilder.newInstance();
            Map<String, @Nullable Object> all = new TreeMap<>();
            all.put("who", who);
            all.put("what", what);
            all.put("from", from);
            all.put("to", to);
            all.put("about", about);
            all.put("text", text);
            all.forEach((name, value) -> {
                if (value != null && !value.toString().isBlank()) {
                    link.queryParam(name, "{" + name + "}");
                }
            });
            return link.encode().buildAndExpand(all).toUriString();
        }

        private static @Nullable String stripped(@Nullable String typed) {
            return typed == null || typed.isBlank() ? null : typed.strip();
        }

        private static @Nullable Instant instant(String name, @Nullable String typed, boolean dayIncluded) {
            String text = stripped(typed);
            if (text == null) {
                return null;
            }
            try {
                return text.length() > 10
                        ? Instant.parse(text)
                        : LocalDate.parse(text)
                                .plusDays(dayIncluded ? 1 : 0)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant();
            } catch (DateTimeParseException e) {
                String detail = "\"" + text + "\" is no day; write 2026-11-25, or 2026-11-25T12:00:00Z.";
                throw new Refusal.Invalid(detail, List.of(new FieldError("/" + name, detail)));
            }
        }
    }

    /** @param before only entries with a smaller index */
    @GetMapping
    String list(Asked asked, @RequestParam(required = false) @Nullable Long before, Model model) {
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
        model.addAttribute("rows", entries.stream().map(this::row).toList());
        model.addAttribute("query", asked.asQuery());
        model.addAttribute("mayExport", mayExport());
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
        model.addAttribute("row", row(entry));
        model.addAttribute("leaf", entry.leaf());
        model.addAttribute("pretty", pretty(entry.document()));
        model.addAttribute("proof", proof.inclusion());
        model.addAttribute("checkpoint", proof.checkpoint());
        if (entry.document().has("commitment")) {
            exports.viewed(Actor.person(person.getName()), entry.subject());
        }
        model.addAttribute(
                "payload", log.payload(entry.id()).map(LogController::pretty).orElse(null));
        model.addAttribute("committed", entry.document().has("commitment"));
        return "log-entry";
    }

    /** Everything that was decided about one thing, in order, each with its grounds and its proof. */
    @GetMapping("/story")
    String story(@RequestParam String about, Authentication person, Model model) {
        String subject = about.contains(":") ? about.strip() : "suggestion:" + about.strip();
        List<LogEntry> entries = log.about(subject);
        if (entries.isEmpty()) {
            throw new Refusal.NotFound("log entry about", subject);
        }
        exports.viewed(Actor.person(person.getName()), subject);
        Checkpoint checkpoint = checkpoints.latest();
        List<Long> proven = entries.stream()
                .map(LogEntry::index)
                .filter(index -> index != null && index < checkpoint.size())
                .toList();
        proofs.of(proven, checkpoint).forEach(proof -> proof.inclusion().verify());
        model.addAttribute("about", subject);
        model.addAttribute("checkpoint", checkpoint);
        model.addAttribute("proven", proven.size());
        model.addAttribute("mayExport", mayExport());
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
            Row row,
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
        String words = log.payload(entry.id()).map(LogController::pretty).orElse(null);
        boolean erased = words == null && entry.document().has("commitment");
        return new Chapter(
                row(entry), facts, words, erased, entry.type() == EntryType.SCREENING ? replay(facts) : null);
    }

    private String replay(Map<String, String> facts) {
        return screenings
                .record(facts.getOrDefault("record", ""))
                .map(record -> screenings.replays(record) ? "yes" : "no")
                .orElse("erased");
    }

    /** Exports are in the log, so they are asked for by a form and not by a link that anybody could send. */
    @PostMapping("/export")
    @PreAuthorize("hasRole('AUDITOR')")
    void export(Asked asked, @RequestParam String format, Authentication person, HttpServletResponse response)
            throws IOException {
        Actor actor = Actor.person(person.getName());
        response.setHeader("Cache-Control", "no-store");
        switch (format) {
            case "csv" -> {
                attach(response, "text/csv; charset=utf-8", "countersign-entries.csv");
                archives.writeTable(actor, asked.query(), response.getOutputStream());
            }
            case "jsonl" -> {
                attach(response, "application/x-ndjson", "countersign-entries.jsonl");
                archives.writeFound(actor, asked.query(), response.getOutputStream());
            }
            case "zip" -> {
                attach(response, "application/zip", "countersign-log.zip");
                archives.writeLog(actor, response.getOutputStream());
            }
            case "dossier" -> {
                LogQuery query = asked.query();
                DossierScope scope = new DossierScope(query.subject(), query.from(), query.to());
                attach(response, "application/zip", "countersign-dossier.zip");
                dossiers.write(actor, scope, response.getOutputStream());
            }
            default -> {
                String detail = "There is no format \"" + format + "\"; there are csv, jsonl, zip and dossier.";
                throw new Refusal.Invalid(detail, List.of(new FieldError("/format", detail)));
            }
        }
    }

    private static boolean mayExport() {
        return PageModel.roles().contains("AUDITOR");
    }

    private static void attach(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    /** An entry on the list; {@code index} is null for the second until it is sequenced. */
    record Row(@Nullable Long index, Instant at, String type, String subject, String actor) {}

    private Row row(LogEntry entry) {
        String actor = Objects.requireNonNullElse(entry.document().path("actor").stringValue(), "");
        return new Row(entry.index(), entry.at(), entry.type().name(), entry.subject(), log.nameOf(actor));
    }

    private static String pretty(JsonNode document) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
