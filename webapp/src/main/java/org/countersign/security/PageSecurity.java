package org.countersign.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Everything a browser opens: a session with CSRF protection, entered by single sign-on where an OpenID Connect
 * registration is configured and by a form elsewhere. Pages guard themselves further by role.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class PageSecurity {

    /** The API's description and its browsable page; both hold nothing secret. */
    @Bean
    @Order(2)
    SecurityFilterChain apiBrowser(HttpSecurity http) {
        return http.securityMatcher("/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(Headers::forApiBrowser)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pages(
            HttpSecurity http, ObjectProvider<ClientRegistrationRepository> singleSignOn, StaffLogins logins) {
        LoginRefusals refusals = new LoginRefusals();
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/login", "/error", "/*.css", "/*.js", "/*.svg", "/img/**", "/kit/**", "/webjars/**")
                        .permitAll()
                        .requestMatchers("/.well-known/jwks.json", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access(MetricsAccess::decide)
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.ADMIN.name())
                        .anyRequest()
                        .authenticated())
                .headers(Headers::forPages)
                .logout(logout -> logout.logoutSuccessUrl("/login?logout").permitAll());
        if (singleSignOn.getIfAvailable() == null) {
            http.formLogin(
                    form -> form.loginPage("/login").failureHandler(refusals).permitAll());
        } else {
            http.oauth2Login(login -> login.loginPage("/login")
                    .failureHandler(refusals)
                    .userInfoEndpoint(userInfo -> userInfo.oidcUserService(logins)));
        }
        return http.build();
    }
}
