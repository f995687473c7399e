package io.flotilla.proxy.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** The lowest layer under Undertow's response; leads from an exchange to our view of its connection. */
final class FrontSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private final ClientConnection connection;

    FrontSink(StreamSinkConduit next, ClientConnection connection) {
        super(next);
        this.connection = connection;
    }

    static ClientConnection connectionOf(HttpServerExchange exchange) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        return ((FrontSink) connection.getOriginalSinkConduit()).connection;
    }
}
