package org.countersign.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Metrics are for a collector on the same machine and for administrators. A reverse proxy on the same machine makes
 * every request look local, so one that carries a forwarding header does not count as such.
 */
final class MetricsAccess {

    private static final IpAddressMatcher LOOPBACK_V4 = new IpAddressMatcher("127.0.0.0/8");
    private static final IpAddressMatcher LOOPBACK_V6 = new IpAddressMatcher("::1");

    private MetricsAccess() {}

    static AuthorizationDecision decide(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(isLocal(context.getRequest()) || isAdministrator(caller.get()));
    }

    private static boolean isLocal(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && (LOOPBACK_V4.matches(request) || LOOPBACK_V6.matches(request));
    }

    private static boolean isAdministrator(@Nullable Authentication caller) {
        return caller != null
                && caller.isAuthenticated()
                && caller.getAuthorities().contains(Role.ADMIN.authority());
    }
}
