package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Turns host names into addresses without blocking the threads that carry virtual threads. */
final class HostLookup {
    private static final long LOOK_AGAIN_MILLIS = 50;

    private HostLookup() {}

    /** Addresses of a name in the system's order. Ends with the lifeline. */
    static List<InetAddress> addresses(String host, Lifeline lifeline) throws IOException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return lookUp(host, lifeline);
        }
    }

    /** The C library's resolver can hold its thread for many seconds, so it gets a platform thread of its own. */
    private static List<InetAddress> lookUp(String host, Lifeline lifeline) throws IOException {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("lookup-" + host).start(() -> {
            try {
                found.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException | RuntimeException e) {
                found.completeExceptionally(e);
            }
        });
        while (true) {
            try {
                return found.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (lifeline.closed()) {
                    throw new ClosedChannelException();
                }
            } catch (ExecutionException e) {
                throw (UnknownHostException) new UnknownHostException(host).initCause(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while looking up " + host);
            }
        }
    }
}
