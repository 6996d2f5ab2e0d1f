package org.countersign.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.WebUtils;

/**
 * Answers what a page could not do with a page: refusals in their own words, failures with a number to quote. A resolver
 * and no advice, since the API's advice takes every exception first.
 */
@Component
class PageErrors implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!(handler instanceof HandlerMethod method)
                || !method.getBeanType().getPackageName().equals(PageErrors.class.getPackageName())) {
            return null;
        }
        return switch (thrown) {
            case Refusal.NotFound refusal -> page(request, HttpStatus.NOT_FOUND, refusal);
            case Refusal.Conflict refusal -> page(request, HttpStatus.CONFLICT, refusal);
            case Refusal.NotAllowed refusal -> page(request, HttpStatus.FORBIDDEN, refusal);
            case Refusal.Gone refusal -> page(request, HttpStatus.GONE, refusal);
            case Refusal.Invalid refusal -> page(request, HttpStatus.UNPROCESSABLE_CONTENT, refusal);
            case RuntimeException failure when isOurs(failure) -> failure(request, failure);
            default -> null;
        };
    }

    /** Security and Spring MVC have answers of their own for what they throw. */
    private static boolean isOurs(RuntimeException thrown) {
        String name = thrown.getClass().getName();
        return !name.startsWith("org.springframework.security.") && !name.startsWith("org.springframework.web.");
    }

    private static ModelAndView failure(HttpServletRequest request, RuntimeException failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("Failure {} on {}", reference, request.getRequestURI(), failure);
        ModelAndView page = page(request, HttpStatus.INTERNAL_SERVER_ERROR, null);
        page.addObject("reference", reference);
        return page;
    }

    private static ModelAndView page(HttpServletRequest request, HttpStatus status, @Nullable Refusal refusal) {
        Map<String, @Nullable Object> model = new HashMap<>();
        Cookie theme = WebUtils.getCookie(request, "theme");
        model.put("theme", PageModel.known(theme == null ? null : theme.getValue()));
        model.put("status", status.value());
        model.put("detail", refusal == null ? null : refusal.detail());
        return new ModelAndView("error", model, status);
    }
}
