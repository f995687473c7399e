package io.flotilla.proxy.state;

/**
 * Told of changes after they were made, on the thread that made them and under no lock. Must not block. Two changes of
 * one engine arrive in order.
 */
public interface StateListener {

    /** An engine joined, left (then {@code now} has its last view) or changed its health. */
    void engineChanged(EngineTransition transition, EngineView now);

    /** What happened to an engine, in the words of classic Swarm's events. */
    enum EngineTransition {
        CONNECT("engine_connect"),
        RECONNECT("engine_reconnect"),
        DISCONNECT("engine_disconnect");

        private final String action;

        EngineTransition(String action) {
            this.action = action;
        }

        public String action() {
            return action;
        }
    }
}
