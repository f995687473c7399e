package io.flotilla.proxy.engine.reading;

/** What answers at an engine's address cannot be an engine of the cluster; the message tells users why. */
public final class EngineRejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineRejected(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
