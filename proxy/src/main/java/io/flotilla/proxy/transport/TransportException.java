package io.flotilla.proxy.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why an engine could not be talked to. The message is a sentence for users and names the address. */
public abstract sealed class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String address;

    private TransportException(String address, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.address = address;
    }

    public String address() {
        return address;
    }

    /** True when no connection came about, so that the request surely had no effect. */
    public abstract boolean neverSent();

    /** Nobody listens there. */
    public static final class Refused extends TransportException {
        private static final long serialVersionUID = 1L;

        public Refused(String address, @Nullable Throwable cause) {
            super(address, "connection refused by " + address + ": no engine listens there", cause);
        }

        @Override
        public boolean neverSent() {
            return true;
        }
    }

    /** The host name is unknown, or no route leads there. */
    public static final class Unreachable extends TransportException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String address, String reason, @Nullable Throwable cause) {
            super(address, "cannot reach " + address + ": " + reason, cause);
        }

        @Override
        public boolean neverSent() {
            return true;
        }
    }

    /** A deadline passed. */
    public static final class TimedOut extends TransportException {
        private static final long serialVersionUID = 1L;
        private final boolean connecting;

        public TimedOut(String address, String waitingFor, Duration waited, boolean connecting) {
            super(address, address + " gave no " + waitingFor + " within " + waited.toMillis() + " ms", null);
            this.connecting = connecting;
        }

        @Override
        public boolean neverSent() {
            return connecting;
        }
    }

    /** The connection ended, or spoke something else than HTTP, in the middle of an exchange. */
    public static final class Broken extends TransportException {
        private static final long serialVersionUID = 1L;

        public Broken(String address, String reason, @Nullable Throwable cause) {
            super(address, "connection to " + address + " broke: " + reason, cause);
        }

        @Override
        public boolean neverSent() {
            return false;
        }
    }

    /** TLS could not be agreed on; the message says which side lacks what. */
    public static final class TlsFailed extends TransportException {
        private static final long serialVersionUID = 1L;

        public TlsFailed(String address, String reason, @Nullable Throwable cause) {
            super(address, "TLS with " + address + " failed: " + reason, cause);
        }

        @Override
        public boolean neverSent() {
            return true;
        }
    }

    /** This transport was closed: the engine left the cluster. */
    public static final class Closed extends TransportException {
        private static final long serialVersionUID = 1L;

        public Closed(String address) {
            super(address, "engine " + address + " is no longer part of the cluster", null);
        }

        @Override
        public boolean neverSent() {
            return true;
        }
    }
}
