package org.countersign.testing;

import org.countersign.policy.PolicyEngine;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** What a domain test wires. No {@code @Configuration}: the application's own scan must not find it. */
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "org.countersign")
@ComponentScan(
        basePackages = "org.countersign",
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.countersign\\.testing\\..*"),
            // Keeps what one test configures for itself out of all others, as the application's own scan does.
            @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class)
        })
final class EngineTestConfiguration {

    @Bean
    PolicyEngine policyEngine() {
        return new PlainPolicyEngine();
    }
}
