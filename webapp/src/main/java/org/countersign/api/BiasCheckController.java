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
import org.countersign.bias.OutcomeCheck;
import org.countersign.bias.PriceCheck;
import org.countersign.bias.RankingCheck;
import org.springframework.http.MediaType;
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

    /** The same where single rows are posted. */
    private static final int ROWS = 4 << 20;

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
    BiasReport check(HttpServletRequest request) throws IOException {
        return biasChecks.check(BiasCheckBody.rates(RequestJson.read(request, BODY)));
    }

    @Operation(
            summary = "Compare decisions with outcomes between groups; nothing is stored",
            description = "Counts of right and wrong decisions per group, and the scores with what came of them where "
                    + "calibration is asked for. reference is the largest group where none is named.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(example = """
                            {"confidence": 0.95, "reference": "19-24", "groups": [
                              {"group": "19-24", "truePositives": 40, "falsePositives": 10, "falseNegatives": 10, "trueNegatives": 40},
                              {"group": "65+", "truePositives": 20, "falsePositives": 10, "falseNegatives": 30, "trueNegatives": 40,
                               "scores": [{"score": 0.7, "outcome": true}]}]}""")))
    @PostMapping(path = "/outcomes", consumes = MediaType.APPLICATION_JSON_VALUE)
    OutcomeCheck.Report outcomes(HttpServletRequest request) throws IOException {
        return biasChecks.check(BiasCheckBody.outcomes(RequestJson.read(request, ROWS)));
    }

    @Operation(
            summary = "Tell how much each group is seen in a ranked list; nothing is stored",
            description = "desired is the share each group should have. guarded names the group that FA*IR protects.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(example = """
                            {"items": [{"group": "brand", "relevance": 0.82}, {"group": "local", "relevance": 0.79}],
                             "desired": {"brand": 0.5, "local": 0.5}, "guarded": "local", "significance": 0.1}""")))
    @PostMapping(path = "/rankings", consumes = MediaType.APPLICATION_JSON_VALUE)
    RankingCheck.Report rankings(HttpServletRequest request) throws IOException {
        return biasChecks.check(BiasCheckBody.ranking(RequestJson.read(request, BODY)));
    }

    @Operation(
            summary = "Compare discounts between groups, raw and for the same article and period; nothing is stored",
            description =
                    "One line for each article a customer was offered or bought; amounts are decimal text. Lines of "
                            + "one customer count as one cluster.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(example = """
                            {"confidence": 0.95, "threshold": 0.8, "reference": null, "lines": [
                              {"group": "65+", "article": "826249", "period": "2017-W01", "customer": "1", "full": "1.99", "paid": "1.49"}]}""")))
    @PostMapping(path = "/prices", consumes = MediaType.APPLICATION_JSON_VALUE)
    PriceCheck.Report prices(HttpServletRequest request) throws IOException {
        return biasChecks.check(BiasCheckBody.prices(RequestJson.read(request, ROWS)));
    }
}
