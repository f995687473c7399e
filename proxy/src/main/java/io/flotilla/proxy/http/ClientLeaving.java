package io.flotilla.proxy.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be done when the client of one request leaves. Each action runs at most once, on a thread of its own. */
final class ClientLeaving {
    private final HttpServerExchange exchange;
    private final ClientConnection connection;
    private final BodyInput body;
    private final Consumer<Runnable> threads;
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private @Nullable ClientWatch watch;
    private volatile boolean left;

    ClientLeaving(
            HttpServerExchange exchange, ClientConnection connection, BodyInput body, Consumer<Runnable> threads) {
        this.exchange = exchange;
        this.connection = connection;
        this.body = body;
        this.threads = threads;
    }

    boolean left() {
        return left;
    }

    /** @param watching false for a hijacked connection, whose reader sees the end itself */
    void onLeft(Runnable action, boolean watching) {
        AtomicBoolean started = new AtomicBoolean();
        Runnable once = () -> {
            if (started.compareAndSet(false, true)) {
                threads.accept(action);
            }
        };
        actions.add(once);
        if (left) {
            once.run();
        } else if (watching) {
            watch();
        }
    }

    void stop() {
        synchronized (connection.monitor()) {
            if (watch != null) {
                watch.stop();
            }
        }
    }

    private void watch() {
        synchronized (connection.monitor()) {
            if (watch == null && requestComplete()) {
                watch = new ClientWatch(connection, (HttpServerConnection) exchange.getConnection(), this::leaves);
                watch.start();
            }
        }
    }

    private void leaves() {
        left = true;
        actions.forEach(Runnable::run);
    }

    /** While a body is on its way, its end cannot be told from the client's; reading the body notices a loss anyway. */
    private boolean requestComplete() {
        try {
            return exchange.isRequestComplete() || (!body.leftAlone() && exchange.isRequestComplete());
        } catch (IOException e) {
            leaves();
            return false;
        }
    }
}
