package io.flotilla.proxy.transport;

/** What came back when a raw connection was asked for. */
public sealed interface Hijacked extends AutoCloseable {

    @Override
    void close();

    /**
     * The connection is raw from here on: status 101, or 200 without length or transfer coding to a request that did
     * not ask for an upgrade.
     */
    record Raw(ResponseHead head, Duplex duplex) implements Hijacked {
        @Override
        public void close() {
            duplex.close();
        }
    }

    /** The engine answered in the ordinary way, as it does for errors. */
    record Answered(EngineResponse response) implements Hijacked {
        @Override
        public void close() {
            response.close();
        }
    }
}
