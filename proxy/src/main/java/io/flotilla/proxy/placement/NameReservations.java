package io.flotilla.proxy.placement;

import io.flotilla.proxy.failure.ClusterFailure.NameInUse;
import io.flotilla.proxy.state.ClusterState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Container names that are being given out right now. A name is unique in the whole cluster. */
public final class NameReservations {
    private final ClusterState state;
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();

    public NameReservations(ClusterState state) {
        this.state = state;
    }

    /** A reserved name; close it once the engine has answered and the state shows the container. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Reserves a name, with or without its slash; the empty name is always free.
     *
     * @throws NameInUse when a container has it or another request is about to take it
     */
    public Held reserve(String name) {
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (bare.isEmpty()) {
            return () -> {};
        }
        if (!reserved.add(bare)) {
            throw new NameInUse(bare);
        }
        if (!state.containers().named(bare).isEmpty()) {
            reserved.remove(bare);
            throw new NameInUse(bare);
        }
        return () -> reserved.remove(bare);
    }
}
