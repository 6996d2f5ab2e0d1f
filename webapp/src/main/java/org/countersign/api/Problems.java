package org.countersign.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes RFC 9457 problem documents. Their {@code type} is stable, so clients may branch on it; {@code detail} is a
 * sentence for people and may change.
 */
@Component
public class Problems {

    /** What every {@code type} begins with; the hyphenated name of the problem follows. */
    public static final String TYPE_PREFIX = "https://countersign.org/problems/";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** A document of the type {@code name}, for example {@code not-found}. */
    public ProblemDetail of(HttpStatusCode status, String name, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE_PREFIX + name));
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? "Status " + status.value() : known.getReasonPhrase());
        return problem;
    }

    /** The same with a list of what is wrong where. */
    public ProblemDetail of(HttpStatusCode status, String name, String detail, List<FieldError> errors) {
        ProblemDetail problem = of(status, name, detail);
        problem.setProperty("errors", errors);
        return problem;
    }

    /** What the domain refused, as the contract maps it. */
    public ProblemDetail of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid invalid ->
                of(HttpStatus.UNPROCESSABLE_CONTENT, invalid.type(), invalid.detail(), invalid.errors());
            case Refusal.NotFound notFound -> of(HttpStatus.NOT_FOUND, notFound.type(), notFound.detail());
            case Refusal.Conflict conflict -> of(HttpStatus.CONFLICT, conflict.type(), conflict.detail());
            case Refusal.NotAllowed notAllowed -> of(HttpStatus.FORBIDDEN, notAllowed.type(), notAllowed.detail());
            case Refusal.Gone gone -> of(HttpStatus.GONE, gone.type(), gone.detail());
        };
    }

    /** Writes a document where no controller is there to return it. */
    public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
