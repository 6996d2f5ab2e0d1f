package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasChecks;
import org.countersign.bias.BiasReport;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bias checks of counts that anyone brings along; any client may ask. */
@RestController
@RequestMapping("/api/v1/bias-checks")
@Tag(name = "Dry runs")
class BiasCheckController {

    /** Bytes of a JSON body. */
    private static final int BODY = 1 << 20;

    private final BiasChecks biasChecks;

    BiasCheckController(BiasChecks biasChecks) {
        this.biasChecks = biasChecks;
    }

    @Operation(
            summary = "Compare selection rates between groups; nothing is stored",
            description =
                    "confidence is 0.95 and threshold 0.8 where they are missing. Of the reference against itself, "
                            + "ratio is 1, difference 0 and everything else null.")
    @RequestBody(
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = BiasCheckRequest.class)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    BiasReport check(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        return biasChecks.check(BiasCheckBody.read(RequestJson.read(request, BODY)));
    }
}
