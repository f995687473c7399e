package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.EngineHandle;

/** {@code POST /containers/prune} on all engines. */
public final class ContainerPrune {
    private final Prune prune;

    public ContainerPrune(Engines engines) {
        this.prune = new Prune(engines, "containers", "ContainersDeleted", (_, id) -> id, EngineHandle::refreshAll);
    }

    public ObjectNode run(Forward forward) {
        return prune.run(forward);
    }
}
