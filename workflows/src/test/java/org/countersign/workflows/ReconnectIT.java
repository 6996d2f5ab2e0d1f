package org.countersign.workflows;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client whose engine was away for a while. */
class ReconnectIT {

    @Test
    void findsAnEngineThatIsBackWithoutWaitingForItsNextTurn() throws IOException {
        int port = freePort();
        Reconnect reconnect = new Reconnect();
        try (CamundaClient client = CamundaClient.newClientBuilder()
                .applyEnvironmentVariableOverrides(false)
                .preferRestOverGrpc(false)
                .grpcAddress(URI.create("http://127.0.0.1:" + port))
                .withInterceptors(reconnect)
                .build()) {
            // Each failed attempt makes the next one wait longer: by now about six seconds.
            await().during(Duration.ofSeconds(10))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> answer(client) == Status.Code.UNAVAILABLE);

            Server back = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .build()
                    .start();
            try {
                reconnect.now();

                // It knows no service, but it answers.
                await().atMost(Duration.ofSeconds(3)).until(() -> answer(client) == Status.Code.UNIMPLEMENTED);
            } finally {
                back.shutdownNow();
            }
        }
    }

    private static Status.Code answer(CamundaClient client) {
        try {
            client.newTopologyRequest()
                    .requestTimeout(Duration.ofSeconds(1))
                    .send()
                    .join();
            return Status.Code.OK;
        } catch (RuntimeException e) {
            return Status.fromThrowable(e).getCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
