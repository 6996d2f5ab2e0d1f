package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.countersign.archive.Archives;
import org.countersign.archive.ComplianceDossiers;
import org.countersign.archive.DossierScope;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.LogEntry;
import org.countersign.audit.Proofs;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.TlogProof;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The audit log from outside: checkpoints, proofs, entries, and all of it as one archive. */
@RestController
@Tag(name = "Audit")
class AuditController {

    /** The most entries in an answer. */
    private static final int LIMIT = 1000;

    private static final String NDJSON = "application/x-ndjson";

    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final AuditEntries log;
    private final Archives archives;
    private final ComplianceDossiers dossiers;

    AuditController(
            Checkpoints checkpoints, Proofs proofs, AuditEntries log, Archives archives, ComplianceDossiers dossiers) {
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.log = log;
        this.archives = archives;
        this.dossiers = dossiers;
    }

    @Operation(
            summary = "The newest checkpoint, a C2SP signed note",
            description = "With witnessed=true the newest one that the witnesses have signed too.")
    @ApiResponse(content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    @GetMapping("/api/v1/audit/checkpoint")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ResponseEntity<byte[]> checkpoint(@RequestParam(name = "witnessed", defaultValue = "false") boolean witnessed) {
        Checkpoint checkpoint = witnessed ? checkpoints.latestWitnessed() : checkpoints.latest();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(checkpoint.note().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Operation(summary = "Proof that an entry is in the log")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ContentAnswers.Inclusion.class)))
    @GetMapping("/api/v1/audit/proofs/inclusion")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ObjectNode inclusion(
            @RequestParam("index") long index,
            @Parameter(description = "Size of the tree; the newest checkpoint's if absent")
                    @RequestParam(name = "size", required = false)
                    @Nullable
                    Long size) {
        return ProofBody.of(
                proofs.inclusion(index, size == null ? checkpoints.latest().size() : size));
    }

    @Operation(
            summary = "An entry with its proof, as a file that the offline verifier checks (C2SP tlog-proof)",
            description = "The file's entry is the exact bytes that /api/v1/audit/entries/{index} answers.")
    @ApiResponse(content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    @GetMapping("/api/v1/audit/proofs/{index}.tlog-proof")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ResponseEntity<byte[]> proofFile(@PathVariable("index") long index) {
        Checkpoint checkpoint = checkpoints.latestWitnessed();
        if (index >= checkpoint.size()) {
            checkpoint = checkpoints.latest();
        }
        TlogProof proof =
                new TlogProof(index, proofs.inclusion(index, checkpoint.size()).hashes(), checkpoint.note());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Disposition", "attachment; filename=\"" + index + ".tlog-proof\"")
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(proof.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Operation(summary = "The exact bytes of one entry, as they were hashed")
    @GetMapping("/api/v1/audit/entries/{index}")
    @PreAuthorize("hasRole('AUDITOR')")
    ResponseEntity<byte[]> entry(@PathVariable("index") long index) {
        LogEntry entry = log.range(index, index + 1).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("log entry at index", String.valueOf(index)));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(entry.leafBytes());
    }

    @Operation(summary = "Proof that the log only grew")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ContentAnswers.Consistency.class)))
    @GetMapping("/api/v1/audit/proofs/consistency")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ObjectNode consistency(
            @RequestParam("from") long from,
            @Parameter(description = "Size of the later tree; the newest checkpoint's if absent")
                    @RequestParam(name = "to", required = false)
                    @Nullable
                    Long to) {
        return ProofBody.of(
                proofs.consistency(from, to == null ? checkpoints.latest().size() : to));
    }

    @Operation(summary = "Entries of the log, one a line, at most 1,000")
    @ApiResponse(content = @Content(mediaType = NDJSON, schema = @Schema(type = "string")))
    @GetMapping("/api/v1/audit/entries")
    @PreAuthorize("hasRole('AUDITOR')")
    void entries(
            @Parameter(description = "First index, inclusive") @RequestParam(name = "from", defaultValue = "0")
                    long from,
            @Parameter(description = "Last index, exclusive; as many as there are, up to 1,000, if absent")
                    @RequestParam(name = "to", required = false)
                    @Nullable
                    Long to,
            HttpServletResponse response)
            throws IOException {
        long end = to == null ? from + LIMIT : to;
        if (from < 0 || end < from || end - from > LIMIT) {
            throw new Refusal.Invalid(
                    "Entries " + from + " to " + end + " cannot be read in one go.",
                    List.of(new FieldError(
                            "/to", "At most " + LIMIT + " entries, from at least 0, to at least from.")));
        }
        response.setContentType(NDJSON);
        response.setHeader("Cache-Control", "no-store");
        archives.writeEntries(from, end, response.getOutputStream());
    }

    @Operation(summary = "The whole log as a zip that can be checked offline")
    @ApiResponse(
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/audit/export")
    @PreAuthorize("hasRole('AUDITOR')")
    void export(HttpServletResponse response, Authentication authentication) throws IOException {
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"countersign-log.zip\"");
        response.setHeader("Cache-Control", "no-store");
        archives.writeLog(Caller.of(authentication).actor(), response.getOutputStream());
    }

    @Operation(
            summary = "A dossier of one suggestion or of a period, as a zip that can be checked offline",
            description =
                    "Entries with their proofs and what they commit to, decision records, policies, what was served.")
    @ApiResponse(
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/v1/audit/dossier")
    @PreAuthorize("hasRole('AUDITOR')")
    void dossier(
            @Parameter(description = "For example suggestion:7f3a")
                    @RequestParam(name = "subject", required = false)
                    @Nullable
                    String subject,
            @RequestParam(name = "from", required = false) @Nullable Instant from,
            @RequestParam(name = "to", required = false) @Nullable Instant to,
            HttpServletResponse response,
            Authentication authentication)
            throws IOException {
        DossierScope scope = new DossierScope(subject, from, to);
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"countersign-dossier.zip\"");
        response.setHeader("Cache-Control", "no-store");
        dossiers.write(Caller.of(authentication).actor(), scope, response.getOutputStream());
    }
}
