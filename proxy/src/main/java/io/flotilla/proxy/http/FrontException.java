package io.flotilla.proxy.http;

import org.jspecify.annotations.Nullable;

/** Why the front cannot listen. The message is meant for users. */
public abstract sealed class FrontException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String address;

    private FrontException(String address, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.address = address;
    }

    /** The address in question, as the user gave it. */
    public String address() {
        return address;
    }

    /** The text of a listener cannot be understood. */
    public static final class BadListener extends FrontException {
        private static final long serialVersionUID = 1L;

        BadListener(String address, String message) {
            super(address, message, null);
        }
    }

    /** The system does not let us listen there. */
    public static final class ListenFailed extends FrontException {
        private static final long serialVersionUID = 1L;
        private static final String DOCKER_PORT = ":2375";

        ListenFailed(Listener listener, String reason, @Nullable Throwable cause) {
            super(listener.address(), text(listener, reason), cause);
        }

        private static String text(Listener listener, String reason) {
            String text = "listen " + listener.network() + " " + listener.address() + ": " + reason;
            return listener.address().contains(DOCKER_PORT)
                    ? text + ": is Docker already running on this machine? Try using a different port"
                    : text;
        }
    }
}
