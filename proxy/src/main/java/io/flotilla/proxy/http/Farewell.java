package io.flotilla.proxy.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The last words on a connection that never became a request: an answer with a sentence for humans, then the end.
 *
 * <p>What the client still sends is read and forgotten for a moment: closing with unread bytes makes the kernel send a
 * reset, which overtakes the answer.
 */
final class Farewell {
    private static final int DISCARD = 16 * 1024;

    private Farewell() {}

    /** A whole 400 answer. {@code message} must need no escaping in JSON. */
    static byte[] badRequest(String message) {
        String body = "{\"message\":\"" + message + "\"}\n";
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends {@code answer} through {@code sink} and ends the connection within a second. Does not block. */
    static void say(StreamConnection channel, StreamSinkConduit sink, byte[] answer) throws IOException {
        // A fresh connection has room for so few bytes; if not, its client does not read and misses nothing.
        sink.write(ByteBuffer.wrap(answer));
        sink.terminateWrites();
        sink.flush();
        ByteBuffer trash = ByteBuffer.allocate(DISCARD);
        channel.getSourceChannel().setReadListener(source -> {
            try {
                if (source.read(trash.clear()) < 0) {
                    IoUtils.safeClose(channel);
                }
            } catch (IOException e) {
                IoUtils.safeClose(channel);
            }
        });
        channel.getSourceChannel().resumeReads();
        try {
            var _ = channel.getIoThread().executeAfter(() -> IoUtils.safeClose(channel), 1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The front is closing.
            IoUtils.safeClose(channel);
        }
    }
}
