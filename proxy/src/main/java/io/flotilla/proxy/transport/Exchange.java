package io.flotilla.proxy.transport;

import io.flotilla.proxy.lifecycle.Scope;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request on one connection, up to the response head. Used by one thread, beside the sender it may start. */
final class Exchange {
    // Up to here a copy is cheaper than a second packet.
    private static final int SENT_WITH_HEAD = 16 * 1024;
    private static final int MOST_INTERIM_HEADS = 32;
    // What Go's TLS servers say, in the clear, to those who speak without TLS.
    private static final byte[] GO_WANTS_TLS =
            "Client sent an HTTP request to an HTTPS server".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final EngineRequest request;
    private final Alarm.Wait waitForHead;
    private @Nullable BodySender sender;
    private boolean headSeen;

    Exchange(Connection connection, EngineRequest request) {
        this.connection = connection;
        this.request = request;
        this.waitForHead = new Alarm.Wait("answer", request.deadlines().head(), false);
    }

    Connection connection() {
        return connection;
    }

    Optional<BodySender> sender() {
        return Optional.ofNullable(sender);
    }

    /**
     * Sends the request; a streamed body goes out on a thread of the scope. Returns with the first head that is no
     * interim one.
     */
    ResponseHead perform(byte[] encodedHead, Scope uploads) throws IOException {
        connection.allowSilence(Duration.ZERO);
        boolean accepted = sendHead(encodedHead);
        if (accepted && request.body() instanceof RequestBody.Streamed streamed) {
            BodySender started = new BodySender(streamed, connection, this::expectHead);
            sender = started;
            uploads.start("upload", started);
        }
        return awaitHead();
    }

    /** Like {@link #perform}, with the whole body sent first: what follows it on a raw connection is another matter. */
    ResponseHead performInOrder(byte[] encodedHead) throws IOException {
        boolean accepted = sendHead(encodedHead);
        if (accepted && request.body() instanceof RequestBody.Streamed streamed) {
            BodySender inline = new BodySender(streamed, connection, this::expectHead);
            sender = inline;
            inline.run();
        }
        return awaitHead();
    }

    /**
     * False when the engine does not take it. That is no failure yet: an engine that turns a request down may answer
     * first and close then.
     */
    private boolean sendHead(byte[] head) {
        byte[] body = request.body() instanceof RequestBody.Bytes(byte[] bytes) ? bytes : new byte[0];
        if (!(request.body() instanceof RequestBody.Streamed)) {
            expectHead();
        }
        try {
            if (body.length <= SENT_WITH_HEAD) {
                byte[] both = Arrays.copyOf(head, head.length + body.length);
                System.arraycopy(body, 0, both, head.length, body.length);
                connection.write(both, 0, both.length);
            } else {
                connection.write(head, 0, head.length);
                connection.write(body, 0, body.length);
                expectHead();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts the wait for the answer, unless it is here already; also called by the sender. */
    private synchronized void expectHead() {
        if (!headSeen) {
            connection.lifeline().alarm().arm(waitForHead);
        }
    }

    private ResponseHead awaitHead() throws IOException {
        ResponseHead head = HeadReader.read(connection);
        for (int interim = 0; head.status() < 200 && head.status() != 101; interim++) {
            if (interim == MOST_INTERIM_HEADS) {
                throw new ProtocolException("it sends interim answers without end");
            }
            head = HeadReader.read(connection);
        }
        requireNoTlsServer(head);
        synchronized (this) {
            headSeen = true;
            connection.lifeline().alarm().disarm();
        }
        return head;
    }

    private void requireNoTlsServer(ResponseHead head) throws IOException {
        if (head.status() != 400 || connection.tls() || head.headers().contains("Content-Type")) {
            return;
        }
        if (head.raw()[7] != '0' || !connection.await(GO_WANTS_TLS.length)) {
            return;
        }
        for (int i = 0; i < GO_WANTS_TLS.length; i++) {
            if (connection.peek(i) != GO_WANTS_TLS[i]) {
                return;
            }
        }
        throw new HeadReader.TlsSpoken();
    }

    /** The sentence for a failure before the head. */
    TransportException beforeHead(IOException e) {
        return uploadFailure().orElseGet(() -> Failures.beforeHead(connection.lifeline(), e));
    }

    /** The sentence for a failure in the body. */
    TransportException inBody(IOException e) {
        return uploadFailure().orElseGet(() -> Failures.exchanging(connection.lifeline(), e));
    }

    private Optional<TransportException> uploadFailure() {
        if (connection.lifeline().cutBecause(false).isPresent()) {
            return Optional.empty();
        }
        return sender().flatMap(BodySender::bodyFailure)
                .map(cause -> new TransportException.Broken(
                        connection.lifeline().address(), "the request's body broke off: " + cause.getMessage(), cause));
    }

    /** Ends the exchange early: nothing more is sent or read. */
    void cut() {
        if (sender != null) {
            sender.stop();
        }
        connection.close();
    }
}
