package org.countersign.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.countersign.shared.Json;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads request bodies as JSON trees, for those whose form is judged by something that knows more than a class. */
final class RequestJson {

    private RequestJson() {}

    /**
     * The body, read as strictly as everything else.
     *
     * @param limit largest size accepted, in bytes
     */
    static JsonNode read(HttpServletRequest request, int limit) throws IOException {
        String body = RequestText.read(request, limit);
        if (body.isBlank()) {
            throw new HttpMessageNotReadableException("The body is missing.", new ServletServerHttpRequest(request));
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException | NumberFormatException e) {
            // The latter is about a number whose exponent alone is beyond what the reader can hold.
            throw new HttpMessageNotReadableException(
                    "The body is not JSON.", e, new ServletServerHttpRequest(request));
        }
    }
}
