package org.countersign.workflows.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.PartitionInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker as a child process. Runs a real one, several times. */
class EmbeddedBrokerIT {

    private static final Duration READY = Duration.ofSeconds(90);

    @TempDir
    private Path dataDir;

    private EmbeddedBroker broker;

    @BeforeEach
    void chooseAFreshDataDirectory() {
        broker = new EmbeddedBroker(Brokers.in(dataDir));
    }

    @AfterEach
    void stop() {
        broker.stop();
    }

    @Test
    void answersOnTheLoopbackInterfaceOnlyAndStopsInOrder() throws IOException {
        broker.start();
        awaitReady();

        for (URI address : List.of(broker.grpcAddress(), broker.managementAddress())) {
            assertThat(isOpen(InetAddress.getLoopbackAddress(), address.getPort()))
                    .as("%s on loopback", address)
                    .isTrue();
            for (InetAddress other : otherAddresses()) {
                assertThat(isOpen(other, address.getPort()))
                        .as("port %s on %s", address.getPort(), other)
                        .isFalse();
            }
        }

        ProcessHandle process = broker.process().orElseThrow();
        assertThat(ignoresInterrupts(process))
                .as("Ctrl-C on the terminal of the application leaves it alone")
                .isTrue();
        broker.stop();
        assertThat(process.isAlive()).isFalse();
        assertThat(dataDir.resolve("broker.pid")).doesNotExist();
        assertThat(Files.readString(dataDir.resolve("logs/broker.log"))).contains("Broker");
    }

    @Test
    void isStartedAgainOnTheSameAddressWhenItDies() {
        broker.start();
        awaitReady();
        ProcessHandle first = broker.process().orElseThrow();

        first.destroyForcibly();

        await().atMost(READY)
                .until(() ->
                        broker.process().filter(now -> now.pid() != first.pid()).isPresent());
        awaitReady();
        assertThat(broker.condition()).startsWith("Embedded broker, process");
    }

    @Test
    void doesNotOutliveAnApplicationThatIsKilledNorKeepsTheNextOneFromStarting() throws Exception {
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherApplication.class.getName(),
                        dataDir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = application.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle orphan = output.lines()
                    .filter(line -> line.matches("\\d+"))
                    .findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .orElseThrow();

            assertThatThrownBy(broker::start)
                    .as("a second application on the same data")
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Process " + application.pid() + " is using the broker data");

            application.destroyForcibly().waitFor();
            broker.start();

            assertThat(orphan.isAlive()).isFalse();
            awaitReady();
        } finally {
            application.destroyForcibly();
        }
    }

    @Test
    void saysWhatToSetWhereThereIsNoDistribution() {
        EmbeddedBroker homeless = new EmbeddedBroker(new BrokerProperties(dataDir, dataDir, "256m", Map.of()));

        assertThatThrownBy(homeless::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Found 0 broker distributions in " + dataDir)
                .hasMessageContaining("countersign.broker.home")
                .hasMessageContaining("countersign.camunda.address");
        assertThat(homeless.isRunning()).isFalse();
    }

    private void awaitReady() {
        try (CamundaClient client = CamundaClient.newClientBuilder()
                .preferRestOverGrpc(false)
                .grpcAddress(broker.grpcAddress())
                .build()) {
            await().atMost(READY)
                    .ignoreExceptions()
                    .until(() -> client.newTopologyRequest().send().join().getBrokers().stream()
                            .flatMap(node -> node.getPartitions().stream())
                            .anyMatch(PartitionInfo::isLeader));
        }
    }

    private static boolean isOpen(InetAddress host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    /** SIGINT is signal 2, so the second bit of the mask. */
    private static boolean ignoresInterrupts(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).trim(), 16))
                .anyMatch(mask -> (mask & 0b10) != 0);
    }
}
