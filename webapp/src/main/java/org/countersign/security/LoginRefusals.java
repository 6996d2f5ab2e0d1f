package org.countersign.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Sends whoever could not log in back to the login page, which says why. */
final class LoginRefusals implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(LoginRefusals.class);

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?" + reason(refused));
    }

    private static String reason(AuthenticationException refused) {
        return switch (refused) {
            case TooManyGuesses guesses -> {
                log.warn("{}", guesses.getMessage());
                yield "wait=" + minutes(guesses.pause());
            }
            case OAuth2AuthenticationException provider -> {
                log.warn("Nobody was logged in by the identity provider: {}", provider.getMessage());
                yield StaffLogins.NO_ROLE.equals(provider.getError().getErrorCode()) ? "role" : "provider";
            }
            default -> "error";
        };
    }

    private static long minutes(Duration pause) {
        return pause.plusSeconds(59).toMinutes();
    }
}
