package org.countersign.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in at once as many planning requests as memory bears, and notes when each arrived. Its time limit is the client's,
 * and reading a million pairs takes seconds of it before any controller is called.
 */
@Component
class PlanningGate extends OncePerRequestFilter {

    /** Bytes of one body, and of all together: a million pairs with ids of fifteen letters are a hundred million. */
    static final int BODY = 128 << 20;

    /** Bytes of a body that does not say how long it is. */
    static final int BODY_OF_UNKNOWN_LENGTH = 16 << 20;

    private static final String ARRIVED = PlanningGate.class.getName();

    private final Semaphore bytes = new Semaphore(BODY);
    private final HandlerExceptionResolver problems;

    PlanningGate(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(ARRIVED, System.nanoTime());
        long length = request.getContentLengthLong();
        int size = (int) Math.min(BODY, length < 0 ? BODY_OF_UNKNOWN_LENGTH : length);
        if (length > BODY) {
            problems.resolveException(request, response, null, RequestText.tooLarge(BODY));
        } else if (!bytes.tryAcquire(size)) {
            problems.resolveException(request, response, null, busy());
        } else {
            try {
                chain.doFilter(new BoundedRequest(request, size), response);
            } finally {
                bytes.release(size);
            }
        }
    }

    private static ResponseStatusException busy() {
        return new ResponseStatusException(
                HttpStatus.TOO_MANY_REQUESTS,
                "Other planning problems leave no room in memory for this one just now. Try again in a few seconds.");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().endsWith("/allocation-plans");
    }

    /** By {@link System#nanoTime()}; now, where the filter was not asked. */
    static long arrivalOf(HttpServletRequest request) {
        return request.getAttribute(ARRIVED) instanceof Long arrived ? arrived : System.nanoTime();
    }
}
