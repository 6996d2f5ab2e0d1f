package org.countersign.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Notes when a planning request arrived. Its time limit is the client's, and reading a million pairs takes seconds of it
 * before any controller is called.
 */
@Component
class ArrivalFilter extends OncePerRequestFilter {

    private static final String ARRIVED = ArrivalFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(ARRIVED, System.nanoTime());
        chain.doFilter(request, response);
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
