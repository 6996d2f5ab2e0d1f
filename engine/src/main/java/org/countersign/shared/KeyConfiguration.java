package org.countersign.shared;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the signing keys are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyConfiguration.KeyProperties.class)
class KeyConfiguration {

    /**
     * @param dir directory of the key files; made on first start
     */
    @ConfigurationProperties("countersign.keys")
    record KeyProperties(@DefaultValue("data/keys") Path dir) {}

    @Bean
    KeyDirectory keyDirectory(KeyProperties properties) {
        return new KeyDirectory(properties.dir());
    }
}
