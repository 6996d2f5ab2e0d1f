package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import io.camunda.client.CredentialsProvider;
import io.camunda.client.impl.oauth.OAuthCredentialsProviderBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.countersign.operations.Operations;
import org.countersign.workflows.broker.BrokerProperties;
import org.countersign.workflows.broker.EmbeddedBroker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** Wires the connection to a Camunda 8 cluster, or to the embedded broker where none is named. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CamundaProperties.class, BrokerProperties.class})
@ConditionalOnProperty(name = "countersign.camunda.enabled", matchIfMissing = true)
class CamundaConfiguration {

    /** Started while the rest of the application still is being put together: it takes as long as that. */
    @Bean(initMethod = "start", destroyMethod = "stop")
    @Conditional(NoAddress.class)
    EmbeddedBroker embeddedBroker(BrokerProperties properties) {
        return new EmbeddedBroker(properties);
    }

    @Bean
    Reconnect reconnect() {
        return new Reconnect();
    }

    @Bean
    CamundaClient camundaClient(
            CamundaProperties properties, ObjectProvider<EmbeddedBroker> broker, Reconnect reconnect) {
        EmbeddedBroker embedded = broker.getIfAvailable();
        URI address = embedded == null ? properties.address() : embedded.grpcAddress();
        if (address == null) {
            throw new IllegalStateException("countersign.camunda.address is not an address.");
        }
        CamundaClientBuilder builder = CamundaClient.newClientBuilder()
                .applyEnvironmentVariableOverrides(false)
                .preferRestOverGrpc(false)
                .grpcAddress(address)
                .withInterceptors(reconnect)
                .numJobWorkerExecutionThreads(properties.workerThreads())
                .defaultJobTimeout(properties.jobTimeout());
        CamundaProperties.OAuth oauth = properties.oauth();
        if (oauth != null) {
            builder.credentialsProvider(credentials(oauth));
        }
        String tenant = properties.tenant();
        if (tenant != null) {
            builder.defaultTenantId(tenant).defaultJobWorkerTenantIds(List.of(tenant));
        }
        return builder.build();
    }

    @Bean
    OutboxPoller outboxPoller(
            CamundaClient client,
            Outbox outbox,
            OutboxSignal signal,
            Operations operations,
            TransactionTemplate transaction,
            Clock clock) {
        return new OutboxPoller(outbox, signal, new CommandSender(client)::send, operations, transaction, clock);
    }

    @Bean
    Workers workers(
            CamundaClient client, List<JobWork> works, List<UserTask> userTasks, Outbox outbox, JobFailures failures) {
        return new Workers(client, works, userTasks, outbox, failures);
    }

    @Bean
    ProcessEngine processEngine(
            CamundaClient client,
            Reconnect reconnect,
            CamundaProperties properties,
            ObjectProvider<EmbeddedBroker> broker,
            Workers workers,
            OutboxPoller poller,
            Outbox outbox,
            LostStarts lostStarts,
            Operations operations,
            @Value("${countersign.allocation.every:PT1H}") Duration planEvery,
            Clock clock) {
        EmbeddedBroker embedded = broker.getIfAvailable();
        return new ProcessEngine(
                client,
                reconnect,
                () -> embedded == null ? "Cluster at " + properties.address() + "." : embedded.condition(),
                workers,
                poller,
                outbox::size,
                lostStarts,
                operations,
                planEvery,
                clock);
    }

    /** The bean's name is how {@code /actuator/health} calls it. */
    @Bean
    EngineHealth camundaHealthIndicator(Operations operations) {
        return new EngineHealth(operations);
    }

    private static CredentialsProvider credentials(CamundaProperties.OAuth oauth) {
        OAuthCredentialsProviderBuilder builder = new OAuthCredentialsProviderBuilder()
                .applyEnvironmentOverrides(false)
                .clientId(oauth.clientId())
                .clientSecret(oauth.clientSecret())
                .authorizationServerUrl(oauth.authorizationServer().toString())
                .audience(oauth.audience());
        String scope = oauth.scope();
        return (scope == null ? builder : builder.scope(scope)).build();
    }

    static final class NoAddress implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("countersign.camunda.address"));
        }
    }
}
