package org.countersign.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.countersign.archive.Archives;
import org.countersign.archive.ComplianceDossiers;
import org.countersign.archive.DossierScope;
import org.countersign.audit.LogQuery;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What of the log an auditor takes along. */
@Controller
class LogExportController {

    private final Archives archives;
    private final ComplianceDossiers dossiers;

    LogExportController(Archives archives, ComplianceDossiers dossiers) {
        this.archives = archives;
        this.dossiers = dossiers;
    }

    /** Exports are in the log, so they are asked for by a form and not by a link that anybody could send. */
    @PostMapping("/log/export")
    @PreAuthorize("hasRole('AUDITOR')")
    void export(LogQuestion asked, @RequestParam String format, Authentication person, HttpServletResponse response)
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

    static boolean mayExport() {
        return PageModel.roles().contains("AUDITOR");
    }

    private static void attach(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
