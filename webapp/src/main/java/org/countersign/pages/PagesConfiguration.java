package org.countersign.pages;

import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PagesSettings.class)
class PagesConfiguration {

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** There is one language so far; numbers and dates must not speak another than the sentences around them. */
    @Bean
    LocaleResolver localeResolver() {
        return new FixedLocaleResolver(Locale.UK);
    }

    /** In templates it is {@code @stylesheet}. */
    @Bean
    Stylesheet stylesheet() {
        return Stylesheet.read();
    }

    /** A route and no controller: the model of pages, which asks the database, is not for it. */
    @Bean
    RouterFunction<ServerResponse> stylesheetRoute(Stylesheet stylesheet) {
        return RouterFunctions.route()
                .GET(
                        "/countersign.css",
                        request -> ServerResponse.ok()
                                .contentType(CSS)
                                .cacheControl(
                                        // Any other address stays the same when the text does not.
                                        request.param("v")
                                                        .filter(stylesheet.version()::equals)
                                                        .isPresent()
                                                ? FOR_EVER
                                                : CacheControl.noCache())
                                .eTag(stylesheet.version())
                                .body(stylesheet.text()))
                .build();
    }
}
