package io.flotilla.proxy.engine;

import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The engines of the cluster: keeps one watcher for each address that discovery gives. Safe for any thread. */
public final class EngineRegistry implements AutoCloseable {

    public EngineRegistry(
            ClusterState state,
            TransportFactory transports,
            EngineSettings settings,
            EngineListener listener,
            Ticker ticker) {}

    /** Makes these the engines of the cluster; those that are not among them leave first. Does not wait for engines. */
    public void setAddresses(Set<String> addresses) {}

    public Optional<EngineHandle> engine(String address) {
        return Optional.empty();
    }

    public Collection<EngineHandle> all() {
        return List.of();
    }

    /** Lets all engines go and waits for their threads. */
    @Override
    public void close() {}
}
