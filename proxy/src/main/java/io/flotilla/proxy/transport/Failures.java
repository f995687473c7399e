package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in a sentence why an engine could not be talked to. */
final class Failures {
    static final String PLAIN_TO_TLS = "it speaks TLS, but was addressed in plain HTTP";

    private Failures() {}

    /** A connection that did not come about. */
    static TransportException dialling(Lifeline lifeline, IOException e) {
        Optional<TransportException> cut = lifeline.cutBecause(true);
        if (cut.isPresent()) {
            return cut.get();
        }
        String address = lifeline.address();
        String message = message(e);
        if (e instanceof SSLException) {
            return new TransportException.TlsFailed(address, TlsFailures.reason(e), e);
        }
        if (e instanceof UnknownHostException) {
            return new TransportException.Unreachable(address, "the host name is unknown", e);
        }
        if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return new TransportException.Unreachable(address, "no route leads there", e);
        }
        if (message.contains("timed out")) {
            return new TransportException.Unreachable(address, "it does not answer", e);
        }
        if (message.contains("No such file")) {
            return new TransportException.Unreachable(address, "there is no such file", e);
        }
        if (message.contains("Permission denied")) {
            return new TransportException.Unreachable(address, "permission to use this socket is denied", e);
        }
        if (e instanceof ConnectException) {
            return new TransportException.Refused(address, e);
        }
        return new TransportException.Unreachable(address, interrupted(e) ? "interrupted" : message, e);
    }

    /** An exchange that broke before the response head was there. */
    static TransportException beforeHead(Lifeline lifeline, IOException e) {
        if (e instanceof HeadReader.TlsSpoken) {
            return new TransportException.TlsFailed(lifeline.address(), PLAIN_TO_TLS, e);
        }
        // With TLS 1.3 the engine judges our certificate after our side of the handshake is done.
        if (e instanceof SSLException && lifeline.cutBecause(false).isEmpty() && TlsFailures.rejected(e)) {
            return new TransportException.TlsFailed(lifeline.address(), TlsFailures.reason(e), e);
        }
        return exchanging(lifeline, e);
    }

    /** An exchange that broke anywhere. */
    static TransportException exchanging(Lifeline lifeline, IOException e) {
        return lifeline.cutBecause(false)
                .orElseGet(() -> new TransportException.Broken(lifeline.address(), reason(e), e));
    }

    private static String reason(IOException e) {
        if (interrupted(e)) {
            return "interrupted";
        }
        if (e instanceof ProtocolException || e instanceof EOFException) {
            return message(e);
        }
        if (e instanceof ClosedChannelException) {
            return "closed on this side";
        }
        if (message(e).contains("Connection reset") || message(e).contains("Broken pipe")) {
            return "the engine dropped it";
        }
        return message(e);
    }

    private static boolean interrupted(IOException e) {
        return e instanceof ClosedByInterruptException || e instanceof java.io.InterruptedIOException;
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
