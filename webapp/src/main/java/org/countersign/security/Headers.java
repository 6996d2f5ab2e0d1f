package org.countersign.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The response headers that limit what a page may do, whatever text found its way into it. */
final class Headers {

    private static final String PAGES = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    // Swagger UI writes style elements of its own.
    private static final String API_BROWSER = PAGES + "; style-src 'self' 'unsafe-inline'";

    private static final String API = "default-src 'none'; frame-ancestors 'none'";

    private static final String UNUSED_FEATURES =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()";

    private Headers() {}

    static void forPages(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, PAGES);
    }

    static void forApiBrowser(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, API_BROWSER);
    }

    static void forApi(HeadersConfigurer<HttpSecurity> headers) {
        common(headers, API);
    }

    private static void common(HeadersConfigurer<HttpSecurity> headers, String contentSecurityPolicy) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(contentSecurityPolicy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(UNUSED_FEATURES))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
