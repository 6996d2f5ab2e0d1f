package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.countersign.screening.Screenings;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What screening would say of a suggestion, before it is posted. */
@RestController
@RequestMapping("/api/v1/screenings")
@Tag(name = "Dry runs")
class ScreeningController {

    private final Screenings screenings;
    private final IntakeGate gate;

    ScreeningController(Screenings screenings, IntakeGate gate) {
        this.screenings = screenings;
        this.gate = gate;
    }

    /** Not for every client: the answer tells of a customer's consents. */
    @Operation(summary = "The verdict a suggestion would get now; nothing is stored")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object", description = "See GET /api/v1/schemas/{kind}.")))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    @SuppressWarnings("try") // to have a place is all there is to it
    ScreeningAnswer screen(HttpServletRequest request, Authentication authentication) throws IOException {
        try (IntakeGate.Place place = gate.forDryRun(request.getContentLengthLong(), SuggestionController.DOCUMENT)) {
            return ScreeningAnswer.of(screenings.dryRun(
                    authentication.getName(), RequestJson.read(request, SuggestionController.DOCUMENT)));
        }
    }
}
