package org.countersign.workflows.broker;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the child process: lets the broker live exactly as long as the application, however that ends.
 *
 * <p>The application holds the other end of standard input. When it goes, even by {@code kill -9}, the kernel closes
 * the pipe and the broker shuts down. A lock on the data directory makes a new broker wait until the old one is gone.
 *
 * <p>Runs on the broker's class path, so it may use nothing but the JDK.
 */
final class BrokerGuard {

    private static final String BROKER = "io.camunda.zeebe.broker.StandaloneBroker";
    private static final Duration SHUTDOWN = Duration.ofSeconds(15);
    private static final Duration LOCK_POLL = Duration.ofMillis(100);

    // Held until the process ends: a lock that is garbage collected is released.
    @SuppressWarnings("UnusedVariable")
    private static @Nullable FileLock lock;

    private BrokerGuard() {}

    /** @param args the lock file */
    public static void main(String[] args) throws Exception {
        // Ctrl-C in a terminal reaches the whole process group; the application stops its workers first, then us.
        ignore("INT");
        ignore("HUP");
        startDaemon("application-watch", BrokerGuard::endWithTheApplication);
        lock = acquire(Path.of(args[0]));
        Class.forName(BROKER).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void endWithTheApplication() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        startDaemon("shutdown-limit", BrokerGuard::haltAfterAWhile);
        System.exit(0);
    }

    private static void haltAfterAWhile() {
        try {
            Thread.sleep(SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static FileLock acquire(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock acquired = channel.tryLock();
        while (acquired == null) {
            Thread.sleep(LOCK_POLL);
            acquired = channel.tryLock();
        }
        return acquired;
    }

    private static void startDaemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    // By reflection: the compiler warns of sun.misc.Signal unconditionally, and there is no other API for it.
    private static void ignore(String signal) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler nothing = (proxy, method, arguments) -> null;
            Object handler =
                    Proxy.newProxyInstance(BrokerGuard.class.getClassLoader(), new Class<?>[] {handlerType}, nothing);
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(null, signalType.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException e) {
            System.err.println("Signal " + signal + " is left as it is: " + e);
        }
    }
}
