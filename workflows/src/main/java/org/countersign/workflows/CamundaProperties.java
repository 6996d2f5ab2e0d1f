package org.countersign.workflows;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The process engine, {@code countersign.camunda.*}.
 *
 * @param enabled false where nothing is to be sent or worked, as in tests of the domain; the outbox still fills
 * @param address gRPC address of a Camunda 8 cluster, {@code https} for TLS; null starts the embedded broker
 * @param tenant the cluster's tenant that is ours alone; null for a cluster without tenants
 * @param oauth how to log in there; null for a cluster that lets everybody in
 * @param workerThreads jobs worked at the same time; each takes a database connection
 * @param jobTimeout how long a job may take before the engine gives it out again, unless its kind is known to take
 *     longer; so long does what an application had in hand rest when it dies
 */
@ConfigurationProperties("countersign.camunda")
record CamundaProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable URI address,
        @Nullable String tenant,
        @Nullable OAuth oauth,
        @DefaultValue("4") int workerThreads,
        @DefaultValue("PT1M") Duration jobTimeout) {

    /**
     * Client credentials (RFC 6749, section 4.4).
     *
     * @param scope null where the authorization server wants none
     */
    record OAuth(
            String clientId,
            String clientSecret,
            URI authorizationServer,
            String audience,
            @Nullable String scope) {

        /** Without the secret: this is printed when properties do not bind. */
        @Override
        public String toString() {
            return "OAuth[clientId=" + clientId + ", authorizationServer=" + authorizationServer + ", audience="
                    + audience + "]";
        }
    }
}
