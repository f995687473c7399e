package io.flotilla.proxy.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The lowest layer under Undertow's answers; leads from an exchange to our view of its connection.
 *
 * <p>What is written while no request runs is Undertow's own answer to a head it does not like: a bare status without a
 * word to the user, and a close that tends to destroy even that. Such an answer is replaced by a {@link Farewell}.
 */
final class FrontSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
    private static final int LONGEST_STATUS_LINE = 80;
    private static final int REASON_AT = "HTTP/1.1 400 ".length();

    private final ClientConnection connection;
    private volatile boolean ended;

    FrontSink(StreamSinkConduit next, ClientConnection connection) {
        super(next);
        this.connection = connection;
    }

    static ClientConnection connectionOf(HttpServerExchange exchange) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        return ((FrontSink) connection.getOriginalSinkConduit()).connection;
    }

    @Override
    public int write(ByteBuffer data) throws IOException {
        if (connection.busy()) {
            return next.write(data);
        }
        end(data);
        return 0;
    }

    @Override
    public long write(ByteBuffer[] data, int offset, int length) throws IOException {
        if (connection.busy()) {
            return next.write(data, offset, length);
        }
        end(data[offset]);
        return 0;
    }

    @Override
    public int writeFinal(ByteBuffer data) throws IOException {
        if (connection.busy()) {
            return next.writeFinal(data);
        }
        end(data);
        return 0;
    }

    @Override
    public long writeFinal(ByteBuffer[] data, int offset, int length) throws IOException {
        if (connection.busy()) {
            return next.writeFinal(data, offset, length);
        }
        end(data[offset]);
        return 0;
    }

    @Override
    public boolean flush() throws IOException {
        return !ended && next.flush();
    }

    /** After the farewell Undertow waits in vain to write; the farewell closes the connection. */
    @Override
    public void resumeWrites() {
        if (!ended) {
            next.resumeWrites();
        }
    }

    @Override
    public void wakeupWrites() {
        if (!ended) {
            next.wakeupWrites();
        }
    }

    private void end(ByteBuffer undertowsAnswer) throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        Farewell.say(connection.channel(), next, Farewell.badRequest(reason(undertowsAnswer.duplicate())));
    }

    private static String reason(ByteBuffer answer) {
        byte[] start = new byte[Math.min(LONGEST_STATUS_LINE, answer.remaining())];
        answer.get(start);
        String line = new String(start, StandardCharsets.ISO_8859_1);
        int end = line.indexOf("\r\n");
        String reason = end > REASON_AT ? line.substring(REASON_AT, end) : "Bad Request";
        return reason.equals("Bad Request")
                ? "the head of the HTTP request is malformed or too large"
                : "bad HTTP request: " + reason;
    }
}
