package io.flotilla.proxy.http;

import io.flotilla.proxy.api.ApiHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a request from Undertow's I/O thread to a virtual thread of its own. */
final class RequestHandler implements HttpHandler {
    private final ApiHandler handler;
    private final Connections connections;
    private final Consumer<Runnable> threads;

    /** @param threads starts something on a thread of its own */
    RequestHandler(ApiHandler handler, Connections connections, Consumer<Runnable> threads) {
        this.handler = handler;
        this.connections = connections;
        this.threads = threads;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        ClientConnection connection = FrontSink.connectionOf(exchange);
        connection.busy(true);
        connections.requestBegins();
        exchange.dispatch(threads::accept, () -> handle(exchange, connection));
    }

    private void handle(HttpServerExchange exchange, ClientConnection connection) {
        try {
            ExchangeEnd end = new ExchangeEnd(exchange, connection);
            UndertowExchange request = new UndertowExchange(exchange, connection, threads);
            end.end(request, failureOf(request));
        } finally {
            connections.requestEnds();
        }
    }

    /** Errors are caught too: one bad request must neither hang its client nor leave its connection open. */
    private @Nullable Throwable failureOf(UndertowExchange request) {
        try {
            handler.handle(request);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
