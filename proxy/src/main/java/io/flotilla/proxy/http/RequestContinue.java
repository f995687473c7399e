package io.flotilla.proxy.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Answers {@code Expect: 100-continue} once, when the body is first wanted and no answer has begun. */
final class RequestContinue implements BodyInput.Continue {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ClientConnection connection;
    private final BooleanSupplier committed;
    private volatile boolean pending;

    RequestContinue(HttpServerExchange exchange, ClientConnection connection, BooleanSupplier committed) {
        this.connection = connection;
        this.committed = committed;
        this.pending = !exchange.isRequestComplete() && HttpContinue.requiresContinueResponse(exchange);
    }

    /** Whether the client still waits for us before it sends its body. */
    boolean pending() {
        return pending;
    }

    @Override
    public void wanted() throws IOException {
        if (!pending) {
            return;
        }
        ConduitStreamSinkChannel sink = connection.channel().getSinkChannel();
        ByteBuffer text = ByteBuffer.wrap(CONTINUE);
        connection.write(() -> {
            if (committed.getAsBoolean() && text.position() == 0) {
                return true;
            }
            pending = false;
            sink.write(text);
            return !text.hasRemaining() && sink.flush();
        });
    }
}
