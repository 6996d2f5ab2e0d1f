package org.countersign.workflows;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client try to connect at once. By itself it waits up to two minutes between its attempts while an engine is
 * down, long after that is up again.
 */
final class Reconnect implements ClientInterceptor {

    private volatile @Nullable ManagedChannel channel;

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (next instanceof ManagedChannel managed) {
            channel = managed;
        }
        return next.newCall(method, options);
    }

    /** Forgets how long it was going to wait. Does nothing for a client that is connected, or has never tried. */
    void now() {
        ManagedChannel known = channel;
        if (known != null) {
            known.resetConnectBackoff();
        }
    }
}
