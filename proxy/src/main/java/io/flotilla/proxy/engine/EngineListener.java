package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.EngineView;

/**
 * Told of every event of every engine, each once, in the engine's order.
 *
 * <p>Called by one thread per engine after the cluster state reflects the event (waiting for that is bounded, so a slow
 * engine may be late). Must not block.
 */
@FunctionalInterface
public interface EngineListener {

    /**
     * An event happened.
     *
     * @param engine the engine as it is now
     * @param event the engine's event as it came; the listener's own copy
     */
    void onEvent(EngineView engine, ObjectNode event);

    /** For those who do not care. */
    static EngineListener none() {
        return (_, _) -> {};
    }
}
