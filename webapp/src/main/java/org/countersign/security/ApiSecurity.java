package org.countersign.security;

import static org.countersign.security.Role.AUDITOR;
import static org.countersign.security.Role.CONSUMER;
import static org.countersign.security.Role.OFFICER;
import static org.countersign.security.Role.PLANNER;
import static org.countersign.security.Role.PRODUCER;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.countersign.api.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** The API: no session, no cookie, a bearer token in every request, and refusals as problem documents. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private final Problems problems;

    ApiSecurity(Problems problems) {
        this.problems = problems;
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiClients clients) {
        return http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(Headers::forApi)
                .addFilterBefore(bearerTokens(clients), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(ApiSecurity::authorize)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(this::unauthorized)
                        .accessDeniedHandler((request, response, refused) -> forbidden(request, response)))
                .build();
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests
                // Dry runs store nothing; every client may ask what would happen.
                .requestMatchers(
                        HttpMethod.POST, "/api/v1/screenings", "/api/v1/bias-checks/**", "/api/v1/allocation-plans")
                .authenticated()
                .requestMatchers(HttpMethod.GET, "/api/v1/schemas/**")
                .authenticated()
                .requestMatchers(HttpMethod.POST, "/api/v1/suggestions", "/api/v1/suggestions/*/revisions")
                .hasRole(PRODUCER.name())
                .requestMatchers(HttpMethod.POST, "/api/v1/suggestions/*/withdrawal", "/api/v1/models/**")
                .hasAnyRole(PRODUCER.name(), OFFICER.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/suggestions/**", "/api/v1/batches/**")
                .hasAnyRole(PRODUCER.name(), OFFICER.name(), AUDITOR.name())
                .requestMatchers("/api/v1/subjects/**")
                .hasAnyRole(PRODUCER.name(), OFFICER.name())
                .requestMatchers("/api/v1/slots/**", "/api/v1/plans/**")
                .hasRole(PLANNER.name())
                .requestMatchers("/api/v1/webhooks/**")
                .hasRole(CONSUMER.name())
                .requestMatchers(HttpMethod.PUT, "/api/v1/templates/**")
                .hasRole(OFFICER.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/templates/**")
                .hasAnyRole(CONSUMER.name(), OFFICER.name(), AUDITOR.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/content/**")
                .hasAnyRole(CONSUMER.name(), AUDITOR.name())
                .requestMatchers(HttpMethod.POST, "/api/v1/content/*/complaints")
                .hasRole(CONSUMER.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/audit/checkpoint", "/api/v1/audit/proofs/**")
                .hasAnyRole(CONSUMER.name(), AUDITOR.name())
                .requestMatchers("/api/v1/audit/**")
                .hasRole(AUDITOR.name())
                .anyRequest()
                .authenticated();
    }

    private AuthenticationFilter bearerTokens(ApiClients clients) {
        AuthenticationManager manager = shown -> BearerToken.authenticate(shown, clients);
        AuthenticationFilter filter = new AuthenticationFilter(manager, BearerToken::of);
        filter.setSuccessHandler((request, response, authentication) -> {});
        filter.setFailureHandler(this::unauthorized);
        return filter;
    }

    private void unauthorized(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        boolean shown = request.getHeader("Authorization") != null;
        response.setHeader("WWW-Authenticate", shown ? "Bearer error=\"invalid_token\"" : "Bearer");
        String detail = shown
                ? "The bearer token in the Authorization header is of no client of this installation."
                : "This needs a client's token: send the header 'Authorization: Bearer <token>'.";
        problems.write(request, response, problems.of(HttpStatus.UNAUTHORIZED, "unauthorized", detail));
    }

    private void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        String who = client == null ? "This client" : "Client " + client.getName() + " with role " + roles(client);
        problems.write(
                request,
                response,
                problems.of(
                        HttpStatus.FORBIDDEN,
                        "forbidden",
                        who + " may not " + request.getMethod() + " " + request.getRequestURI() + "."));
    }

    private static String roles(Authentication client) {
        return client.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(String::valueOf)
                .map(authority -> authority.replaceFirst("^ROLE_", ""))
                .filter(name -> Arrays.stream(Role.values())
                        .anyMatch(role -> role.name().equals(name)))
                .collect(Collectors.joining(", "));
    }
}
