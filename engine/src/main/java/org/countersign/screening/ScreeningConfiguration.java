package org.countersign.screening;

import org.countersign.policy.PolicySource;
import org.countersign.policy.RiskTable;
import org.countersign.shared.KeyDirectory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How suggestions are screened, by configuration. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ScreeningProperties.class, ShopProperties.class})
class ScreeningConfiguration {

    @Bean
    AuditSample auditSample(KeyDirectory keys) {
        return new AuditSample(keys.secret("audit-sample"));
    }

    @Bean
    RiskTable riskTable(PolicySource source) {
        return source.risk();
    }
}
