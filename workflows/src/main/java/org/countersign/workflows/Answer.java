package org.countersign.workflows;

import io.grpc.Status;

/** What the engine said to a command. */
sealed interface Answer {

    /** It has it, now or from an earlier attempt. */
    record Done() implements Answer {}

    /** It cannot take anything just now: down, overloaded, slow. The command is not to blame. */
    record Unavailable(String reason) implements Answer {}

    /** It refused this very command. */
    record Refused(String reason) implements Answer {}

    /** The answer that an error of the client amounts to. */
    static Answer of(Command command, Throwable error) {
        Status status = Status.fromThrowable(error);
        Status.Code code = status.getCode();
        String reason = code + ": " + (status.getDescription() == null ? error.toString() : status.getDescription());
        return switch (code) {
            case RESOURCE_EXHAUSTED,
                    UNAVAILABLE,
                    DEADLINE_EXCEEDED,
                    CANCELLED,
                    ABORTED,
                    UNKNOWN,
                    INTERNAL,
                    UNAUTHENTICATED -> new Unavailable(reason);
            default -> isAsGoodAsDone(command, code) ? new Done() : new Refused(reason);
        };
    }

    private static boolean isAsGoodAsDone(Command command, Status.Code code) {
        return switch (command) {
            case Command.Message message -> code == Status.Code.ALREADY_EXISTS;
            // Completed before, or ended together with its process instance.
            case Command.Completion completion -> code == Status.Code.NOT_FOUND;
            // Ended by itself.
            case Command.Cancellation cancellation -> code == Status.Code.NOT_FOUND;
            // Not held back any more: it will be given out by itself.
            case Command.Reactivation reactivation ->
                code == Status.Code.NOT_FOUND || code == Status.Code.FAILED_PRECONDITION;
        };
    }
}
