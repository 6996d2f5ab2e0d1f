package org.countersign.workflows;

import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Function;

/** An engine that takes every command, unless it was told to answer otherwise. */
final class ScriptedEngine implements Function<Command, Future<?>> {

    /** What it was sent, in order, with what it refused. */
    final List<Command> sent = new CopyOnWriteArrayList<>();

    /** What it refuses, and how. */
    final Map<Command, Status> answers = new HashMap<>();

    @Override
    public Future<?> apply(Command command) {
        sent.add(command);
        Status answer = answers.get(command);
        return answer == null
                ? CompletableFuture.completedFuture(command)
                : CompletableFuture.failedFuture(answer.asRuntimeException());
    }
}
