package org.countersign.shared;

import java.nio.file.Path;
import java.util.Map;
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
     * @param generations which generation of a key is in force, by use; 1 where nothing is said
     * @param outside keys that lie in a key management service, by name: {@code log}, {@code item}, {@code log-2}, ...
     */
    @ConfigurationProperties("countersign.keys")
    record KeyProperties(
            @DefaultValue("data/keys") Path dir,
            @DefaultValue Map<String, Integer> generations,
            @DefaultValue Map<String, SigningKeys.Outside> outside) {}

    @Bean
    KeyDirectory keyDirectory(KeyProperties properties) {
        return new KeyDirectory(properties.dir());
    }

    @Bean
    SigningKeys signingKeys(KeyDirectory directory, KeyProperties properties) {
        return new SigningKeys(directory, properties.generations(), properties.outside());
    }
}
