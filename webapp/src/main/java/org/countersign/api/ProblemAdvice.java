package org.countersign.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.countersign.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Turns whatever goes wrong under {@code /api} into a problem document: refusals of the domain, requests that no
 * controller takes, and failures, of which the caller learns nothing but a number to quote.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private static final int RETRY_SECONDS = 5;

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(Exception thrown, HttpServletRequest request) throws Exception {
        // Before a controller is found its package is unknown, so the path decides whether this is the API's affair.
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")
                || thrown instanceof AccessDeniedException
                || thrown instanceof AuthenticationException
                || thrown instanceof AsyncRequestNotUsableException) {
            throw thrown;
        }
        ProblemDetail problem = problemOf(thrown);
        problem.setInstance(URI.create(request.getRequestURI()));
        HttpHeaders headers =
                thrown instanceof ErrorResponse response ? new HttpHeaders(response.getHeaders()) : new HttpHeaders();
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_SECONDS));
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }

    private ProblemDetail problemOf(Exception thrown) {
        return switch (thrown) {
            case Refusal refusal -> problems.of(refusal);
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentTypeMismatchException mismatch ->
                problems.of(
                        HttpStatus.BAD_REQUEST,
                        "bad-request",
                        "'" + mismatch.getValue() + "' is no valid value of " + mismatch.getName() + ".");
            case HttpMediaTypeNotSupportedException unsupported ->
                problems.of(unsupported.getStatusCode(), "unsupported-media-type", typeOf(unsupported));
            case NoHandlerFoundException nowhere -> nothingAt(nowhere.getRequestURL());
            case NoResourceFoundException nowhere -> nothingAt("/" + nowhere.getResourcePath());
            case ErrorResponse response
            when response.getStatusCode().is4xxClientError() ->
                problems.of(response.getStatusCode(), nameOf(response.getStatusCode()), detailOf(response));
            case TransientDataAccessException busy -> unavailable(busy);
            case DataAccessResourceFailureException down -> unavailable(down);
            case CannotCreateTransactionException down -> unavailable(down);
            default -> failure(thrown);
        };
    }

    /** The database is overloaded, restarting or full: nobody's request is to blame, and asking again will help. */
    private ProblemDetail unavailable(Exception thrown) {
        LOG.warn("The database cannot be used just now", thrown);
        return problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "The database cannot be used just now. What was sent may or may not be stored: send it again after "
                        + RETRY_SECONDS + " s, with the same ids.");
    }

    private ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        if (unreadable.getMostSpecificCause() instanceof ResponseStatusException refused) {
            return problemOf(refused); // by whoever counts the bytes while they are read
        }
        // Not the most specific cause: what a time or number's own reader throws lies below the place it names.
        Throwable cause = unreadable.getCause();
        if (cause instanceof StreamReadException || cause instanceof StreamConstraintsException) {
            return problems.of(
                    HttpStatus.BAD_REQUEST, "unreadable-json", UnreadableBody.syntax((JacksonException) cause));
        }
        if (cause instanceof NumberFormatException) {
            return problems.of(
                    HttpStatus.BAD_REQUEST,
                    "unreadable-json",
                    "The body holds a number that cannot be read: its exponent is too large.");
        }
        if (cause instanceof JacksonException binding) {
            return problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "invalid-input",
                    "The body does not have the expected form.",
                    List.of(UnreadableBody.form(binding)));
        }
        return problems.of(HttpStatus.BAD_REQUEST, "unreadable-json", "The body is missing or is not JSON.");
    }

    private ProblemDetail nothingAt(String path) {
        return problems.of(
                HttpStatus.NOT_FOUND,
                "not-found",
                "There is nothing at " + path + ". What there is can be looked up at /swagger-ui.html.");
    }

    private static String typeOf(HttpMediaTypeNotSupportedException unsupported) {
        return unsupported.getContentType() == null
                ? "The content type is missing, or it or its charset is none; send application/json in UTF-8."
                : "Content type " + unsupported.getContentType() + " is not supported here; send "
                        + unsupported.getSupportedMediaTypes() + ".";
    }

    private static String nameOf(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null
                ? "status-" + status.value()
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String detailOf(ErrorResponse response) {
        String detail = response.getBody().getDetail();
        return detail == null ? "The request cannot be served." : detail;
    }

    private ProblemDetail failure(Exception thrown) {
        UUID number = UUID.randomUUID();
        LOG.error("Failure {}", number, thrown);
        ProblemDetail problem = problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something failed here that is not the caller's fault. Ask the operator about failure " + number + ".");
        problem.setProperty("failure", number);
        return problem;
    }
}
