package org.countersign.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** An API client with the token it showed, before and after the token was found good. */
final class BearerToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Bearer ";

    // Tokens are handed out by us; longer ones are not worth hashing.
    private static final int MAX_LENGTH = 512;

    private final String principal;
    private final @Nullable String token;

    private BearerToken(String token) {
        super(List.of());
        this.principal = "unknown client";
        this.token = token;
    }

    private BearerToken(ApiClient client) {
        super(List.of(client.role().authority()));
        this.principal = client.name();
        this.token = null;
        setAuthenticated(true);
    }

    /** The token of a request, or null where none is shown. */
    static @Nullable Authentication of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            throw new BadCredentialsException("The bearer token must have 1 to " + MAX_LENGTH + " characters.");
        }
        return new BearerToken(token);
    }

    /** The same, once {@code clients} knows the token. */
    static Authentication authenticate(Authentication shown, ApiClients clients) throws AuthenticationException {
        return clients.withToken(String.valueOf(shown.getCredentials()))
                .map(BearerToken::new)
                .orElseThrow(() -> new BadCredentialsException("No client has this bearer token."));
    }

    @Override
    public @Nullable Object getCredentials() {
        return token;
    }

    @Override
    public Object getPrincipal() {
        return principal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
