package io.flotilla.proxy.http;

import io.flotilla.proxy.api.ApiHandler;
import io.flotilla.proxy.lifecycle.Scope;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The manager's HTTP server: binds all listeners and calls the handler for each request on a virtual thread.
 *
 * <p>Latent until {@link #start}, which happens once; {@link #close} always and twice safely. Thread-safe.
 */
public final class HttpFront implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpFront.class);
    /** Short, since streams such as events never end by themselves and supervisors kill after ten seconds. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration LAST_WAIT = Duration.ofSeconds(5);
    private static final int NO_THREAD_CACHE = 0;

    private final List<Listener> listeners;
    private final FrontLimits limits;
    private final ApiHandler handler;
    private final Scope scope = new Scope("http");
    private final Connections connections = new Connections();
    private final AtomicReference<State> state = new AtomicReference<>(State.LATENT);
    private final List<TcpListener> tcp = new ArrayList<>();
    private final List<UnixListener> unix = new ArrayList<>();
    private final List<Listener> bound = new ArrayList<>();
    private @Nullable XnioWorker worker;

    private enum State {
        LATENT,
        STARTED,
        CLOSED
    }

    public HttpFront(ApiHandler handler, List<Listener> listeners, FrontLimits limits) {
        this.handler = handler;
        this.listeners = List.copyOf(listeners);
        this.limits = limits;
    }

    /**
     * Binds all listeners and serves.
     *
     * @throws FrontException.ListenFailed when one cannot be bound; none is bound then and the front is closed
     */
    public void start() {
        if (!state.compareAndSet(State.LATENT, State.STARTED)) {
            throw new IllegalStateException("the HTTP front was started before");
        }
        try {
            TcpListener.Core core = core();
            for (Listener listener : listeners) {
                bind(core, listener);
            }
        } catch (RuntimeException e) {
            close(Duration.ZERO);
            throw e;
        }
        for (Listener listener : bound()) {
            log.info("Listening for HTTP addr={} proto={}", listener.address(), listener.network());
        }
    }

    /** The listeners in the given order, with the ports that the system chose. Empty until started. */
    public synchronized List<Listener> bound() {
        return List.copyOf(bound);
    }

    /** For tests: the loopback ports behind the unix sockets. */
    synchronized List<Integer> relayPorts() {
        return unix.stream().map(UnixListener::relayPort).toList();
    }

    public FrontCounts counts() {
        return connections.counts();
    }

    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Stops accepting, lets running requests end until {@code grace} has passed, then cuts their connections,
     * interrupts their threads and waits a few seconds for them.
     */
    public void close(Duration grace) {
        if (state.getAndSet(State.CLOSED) != State.STARTED) {
            return;
        }
        stopListening();
        connections.stop();
        try {
            if (!connections.awaitQuiet(grace.toNanos())) {
                log.info("cutting requests={}", connections.counts().activeRequests());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.closeAll();
        scope.close(LAST_WAIT);
        tearDown();
    }

    private TcpListener.Core core() {
        try {
            XnioWorker made = Xnio.getInstance(HttpFront.class.getClassLoader()).createWorker(FrontSettings.worker());
            worker = made;
            // Without a cache per thread: each request has a new thread, and each would take buffers along.
            DefaultByteBufferPool buffers =
                    new DefaultByteBufferPool(true, FrontSettings.BUFFER_BYTES, -1, NO_THREAD_CACHE);
            HttpOpenListener http = new HttpOpenListener(buffers, FrontSettings.http(limits));
            http.setRootHandler(new RequestHandler(handler, connections, task -> scope.start("request", task)));
            return new TcpListener.Core(made, buffers, http, connections);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the I/O threads", e);
        }
    }

    private synchronized void bind(TcpListener.Core core, Listener listener) {
        try {
            switch (listener) {
                case Listener.Tcp at -> {
                    TcpListener made = new TcpListener(core, address(at), at.tls(), HttpFront::nameOf);
                    tcp.add(made);
                    bound.add(new Listener.Tcp(at.host(), made.address().getPort(), at.tls()));
                }
                case Listener.Unix at -> {
                    unix.add(new UnixListener(core, at));
                    bound.add(at);
                }
            }
        } catch (IOException e) {
            throw new FrontException.ListenFailed(listener, BindFailure.text(e), e);
        }
    }

    private static InetSocketAddress address(Listener.Tcp at) {
        if (at.host().isEmpty()) {
            return new InetSocketAddress(at.port());
        }
        InetSocketAddress address = new InetSocketAddress(at.host(), at.port());
        if (address.isUnresolved()) {
            throw new FrontException.ListenFailed(at, "lookup " + at.host() + ": no such host", null);
        }
        return address;
    }

    private static Optional<String> nameOf(InetSocketAddress peer) {
        return Optional.of(peer.getAddress().getHostAddress() + ":" + peer.getPort());
    }

    private synchronized void stopListening() {
        tcp.forEach(TcpListener::close);
        unix.forEach(UnixListener::close);
    }

    private synchronized void tearDown() {
        unix.forEach(UnixListener::cut);
        XnioWorker running = worker;
        if (running == null) {
            return;
        }
        running.shutdownNow();
        try {
            running.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
