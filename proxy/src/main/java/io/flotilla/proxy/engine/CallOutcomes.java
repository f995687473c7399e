package io.flotilla.proxy.engine;

import io.flotilla.proxy.transport.TransportException;

/** Hears how each call to an engine ended. Called on the caller's thread; must not block. */
interface CallOutcomes {

    /** The engine answered, whatever it said. */
    void answered();

    /**
     * No answer came.
     *
     * @param decisive whether this alone says something about the engine: no connection came about, or it was a ping
     */
    void failed(TransportException failure, boolean decisive);

    /** Passes on failures only. */
    static CallOutcomes failuresOnly(CallOutcomes other) {
        return new CallOutcomes() {
            @Override
            public void answered() {}

            @Override
            public void failed(TransportException failure, boolean decisive) {
                other.failed(failure, decisive);
            }
        };
    }
}
