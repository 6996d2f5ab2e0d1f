package org.countersign.autonomy;

import java.time.Duration;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ObjectNode;

/** A licence as canonical JSON: the bytes that two people sign for, and whose hash is in the log. */
final class LicenceDocument {

    private static final String FORMAT = "countersign-licence/1";

    private LicenceDocument() {}

    static byte[] write(LicenceId id, int number, Standing standing, Duration validity) {
        Scope scope = standing.scope();
        Evidence evidence = standing.evidence();
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("format", FORMAT)
                .put("licence", id.toString())
                .put("number", number)
                .put("model", scope.model())
                .put("version", scope.version())
                .put("kind", scope.kind().name())
                .put("market", scope.market())
                .put("leeway", standing.next().name())
                .put("share", standing.next().share().toPlainString())
                .put("validFor", validity.toString());
        document.putObject("evidence")
                .put("since", evidence.since() == null ? null : evidence.since().toString())
                .put("decided", Math.round(evidence.unchanged().eligible()))
                .put("approvedUnchanged", Math.round(evidence.unchanged().favoured()))
                .put("interval", "Clopper-Pearson")
                .put("confidence", String.valueOf(Leeway.CONFIDENCE.level()))
                .put("low", String.valueOf(evidence.low()))
                .put("required", String.valueOf(standing.next().required()))
                .put("canariesStopped", evidence.canaries());
        return Json.canonical(document);
    }
}
