package org.countersign.workflows.broker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the child process is started: same JVM, nothing of our environment, everything on 127.0.0.1. */
record BrokerCommand(BrokerHome home, BrokerFiles files, BrokerPorts ports, BrokerProperties properties) {

    private static final String LOOPBACK = "127.0.0.1";

    // Ctrl-C on a terminal reaches every process of the group. The broker is to end after the application, not with it:
    // a signal that is ignored before exec stays ignored, and a JVM leaves it so.
    private static final Path SHELL = Path.of("/bin/sh");
    private static final List<String> DEAF_TO_CTRL_C =
            List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$0\" \"$@\"");

    // The broker is a Spring Boot application itself: an inherited SPRING_PROFILES_ACTIVE or SERVER_PORT would be its.
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot");

    ProcessBuilder toProcess() {
        ProcessBuilder process = new ProcessBuilder(commandLine());
        process.directory(files.directory().toFile());
        process.redirectErrorStream(true);
        process.redirectOutput(files.output().toFile());
        process.environment().keySet().retainAll(INHERITED);
        process.environment().putAll(environment());
        process.environment().putAll(properties.environment());
        return process;
    }

    private List<String> commandLine() {
        List<String> command = new ArrayList<>(Files.isExecutable(SHELL) ? DEAF_TO_CTRL_C : List.of());
        command.addAll(java());
        return command;
    }

    private List<String> java() {
        List<Path> classPath = new ArrayList<>(List.of(files.guard()));
        classPath.addAll(home.classPath());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + properties.heap(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Dcountersign.broker.log=" + files.logs(),
                "-Dapp.home=" + files.directory(),
                "-Dbasedir=" + files.directory(),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                BrokerGuard.class.getName(),
                files.lock().toString());
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("ZEEBE_BROKER_DATA_DIRECTORY", files.state().toString()),
                Map.entry("ZEEBE_BROKER_NETWORK_HOST", LOOPBACK),
                Map.entry("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", "" + ports.command()),
                Map.entry("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", "" + ports.internal()),
                Map.entry("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", LOOPBACK),
                Map.entry("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", "" + ports.gateway()),
                // These two are not under network.host and would listen on every interface.
                Map.entry("SERVER_ADDRESS", LOOPBACK),
                Map.entry("SERVER_PORT", "" + ports.rest()),
                Map.entry("MANAGEMENT_SERVER_ADDRESS", LOOPBACK),
                Map.entry("MANAGEMENT_SERVER_PORT", "" + ports.management()),
                // Sized for one partition on a small machine: a segment is allocated in full when it is begun.
                Map.entry("ZEEBE_BROKER_DATA_LOGSEGMENTSIZE", "32MB"),
                Map.entry("ZEEBE_BROKER_EXPERIMENTAL_ROCKSDB_MEMORYLIMIT", "128MB"),
                // Only this application talks to it, and that never has more than about 200 commands on their way. By
                // itself
                // the broker takes a slow disk for an overload, and refuses all but one command at a time.
                Map.entry("ZEEBE_BROKER_BACKPRESSURE_ALGORITHM", "fixed"),
                Map.entry("ZEEBE_BROKER_BACKPRESSURE_FIXED_LIMIT", "256"),
                // By default it stops below 2 GB of free disk, which a small machine may never have.
                Map.entry("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "512MB"),
                Map.entry("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "256MB"));
    }
}
