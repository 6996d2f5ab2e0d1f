package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.countersign.delivery.WithheldItems;
import org.countersign.shared.Json;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.BatchView;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Suggestions as NDJSON, up to 100,000 lines, and the progress of such a batch. */
@RestController
@Tag(name = "Suggestions")
class BatchController {

    private static final String NDJSON = "application/x-ndjson";

    /** Bytes after which a chunk takes no further line: reading one takes about eight times its size in memory. */
    private static final int CHUNK_BYTES = 4 << 20;

    private final Batches batches;
    private final IntakeGate gate;
    private final WithheldItems withheld;

    BatchController(Batches batches, IntakeGate gate, WithheldItems withheld) {
        this.batches = batches;
        this.gate = gate;
        this.withheld = withheld;
    }

    /**
     * Takes the lines in, chunk by chunk. The receipts wait in a file until all are there: a client that sends does not
     * read, so an answer that begins before the body has ended would block both.
     */
    @Operation(summary = "Post up to 100,000 suggestions, one a line")
    @RequestBody(content = @Content(mediaType = NDJSON, schema = @Schema(type = "string")))
    @PostMapping(path = "/api/v1/suggestions", consumes = NDJSON)
    @PreAuthorize("hasRole('PRODUCER')")
    @SuppressWarnings("try") // to have a place is all there is to it
    void post(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        RequestText.requireUtf8(request);
        Path answer = Files.createTempFile("countersign-receipts", ".json");
        try (IntakeGate.Place place = gate.forUpload();
                NdjsonLines lines = NdjsonLines.spool(request.getInputStream())) {
            BatchId batch = batches.open(authentication.getName());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(answer))) {
                receive(batch, authentication.getName(), lines, out);
                batches.finish(batch);
            } finally {
                // Does nothing for one that is finished. Otherwise what was taken in is gated all the same.
                batches.breakOff(batch);
            }
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            response.setHeader("Location", "/api/v1/batches/" + batch);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLengthLong(Files.size(answer));
            Files.copy(answer, response.getOutputStream());
        } finally {
            Files.delete(answer);
        }
    }

    private void receive(BatchId batch, String client, NdjsonLines lines, OutputStream out) throws IOException {
        String separator = "{\"receipts\":[";
        for (List<byte[]> chunk = lines.next(Batches.CHUNK, CHUNK_BYTES);
                !chunk.isEmpty();
                chunk = lines.next(Batches.CHUNK, CHUNK_BYTES)) {
            for (Receipt receipt : batches.receive(batch, client, chunk)) {
                out.write(separator.getBytes(StandardCharsets.US_ASCII));
                out.write(Json.MAPPER.writeValueAsBytes(receipt));
                separator = ",";
            }
        }
        out.write((separator.length() > 1 ? separator + "]}" : "]}").getBytes(StandardCharsets.US_ASCII));
    }

    @Operation(summary = "Progress of an NDJSON batch")
    @GetMapping("/api/v1/batches/{id}")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER', 'AUDITOR')")
    Progress get(@PathVariable("id") String id, Authentication authentication) {
        BatchView batch = batches.get(BatchId.of(id));
        Caller.of(authentication).require(batch.client(), "batch", id);
        return Progress.of(batch, withheld.in(batch.id()));
    }

    /**
     * Progress of a batch.
     *
     * @param finishedAt when every line was answered; null while that goes on, and where it broke off
     * @param brokeOff whether the sender, or we, went away before every line was answered
     * @param received lines answered so far
     * @param screened accepted suggestions that have a verdict, or need none any more
     * @param settled accepted suggestions that wait for nothing any more
     * @param withheld those PUBLISHED that the feed does not show, because they are not what the log let out
     */
    record Progress(
            String id,
            Instant receivedAt,
            @Nullable Instant finishedAt,
            boolean brokeOff,
            int received,
            int accepted,
            int duplicates,
            int conflicts,
            int invalid,
            int screened,
            int settled,
            int withheld,
            Map<SuggestionState, Integer> states) {

        static Progress of(BatchView batch, int withheld) {
            return new Progress(
                    batch.id().toString(),
                    batch.receivedAt(),
                    batch.finishedAt(),
                    batch.brokeOff(),
                    batch.received(),
                    batch.accepted(),
                    batch.duplicates(),
                    batch.conflicts(),
                    batch.invalid(),
                    batch.screened(),
                    batch.settled(),
                    withheld,
                    batch.states());
        }
    }
}
