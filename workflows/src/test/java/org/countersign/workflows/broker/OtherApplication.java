package org.countersign.workflows.broker;

import java.nio.file.Path;

/** An application of its own process that has a broker, for tests that kill it. Prints the broker's process id. */
final class OtherApplication {

    private OtherApplication() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedBroker broker = new EmbeddedBroker(Brokers.in(Path.of(args[0])));
        broker.start();
        System.out.println(broker.process().orElseThrow().pid());
        Thread.currentThread().join();
    }
}
