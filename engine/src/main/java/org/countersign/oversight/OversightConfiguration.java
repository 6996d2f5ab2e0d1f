package org.countersign.oversight;

import org.countersign.shared.KeyDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OversightProperties.class)
class OversightConfiguration {

    @Bean
    SecondLookDraw secondLookDraw(OversightProperties properties, KeyDirectory keys) {
        return new SecondLookDraw(keys.secret("second-look"), properties.secondLookRate());
    }
}
