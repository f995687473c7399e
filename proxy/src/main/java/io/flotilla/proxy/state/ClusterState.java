package io.flotilla.proxy.state;

import io.flotilla.proxy.state.ObjectTable.Rank;
import io.flotilla.proxy.state.StateListener.EngineTransition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the manager knows: engines and their containers, images, networks and volumes.
 *
 * <p>Reading never blocks. An engine's objects are written by that engine's watcher and by the operations that changed
 * them; a later list of the engine wins.
 */
public final class ClusterState {
    private final Map<String, EngineView> engines = new ConcurrentHashMap<>();
    private final List<StateListener> listeners = new CopyOnWriteArrayList<>();

    private final ObjectTable<ContainerView> containers = new ObjectTable<>(new ObjectTable.Keys<>(
            ContainerView::engine,
            ContainerView::id,
            c -> c.swarmId().isEmpty() ? List.of(c.id()) : List.of(c.id(), c.swarmId()),
            c -> c.names().stream()
                    .map(n -> n.startsWith("/") ? n.substring(1) : n)
                    .toList(),
            c -> new Rank(c.created().toEpochMilli(), c.id(), c.engine())));
    private final ObjectTable<ImageView> images = new ObjectTable<>(new ObjectTable.Keys<>(
            ImageView::engine,
            ImageView::id,
            i -> List.of(i.id()),
            i -> Stream.concat(i.tags().stream(), i.digests().stream()).toList(),
            i -> new Rank(i.created(), i.id(), i.engine())));
    private final ObjectTable<NetworkView> networks = new ObjectTable<>(new ObjectTable.Keys<>(
            NetworkView::engine,
            NetworkView::id,
            n -> List.of(n.id()),
            n -> List.of(n.name()),
            n -> new Rank(0, n.name() + "/" + n.id(), n.engine())));
    private final ObjectTable<VolumeView> volumes = new ObjectTable<>(new ObjectTable.Keys<>(
            VolumeView::engine,
            VolumeView::name,
            v -> List.of(),
            v -> List.of(v.name()),
            v -> new Rank(0, v.name(), v.engine())));

    /** Registers a listener; it hears of changes made from now on. */
    public void listen(StateListener listener) {
        listeners.add(listener);
    }

    public Collection<EngineView> engines() {
        return engines.values();
    }

    public Optional<EngineView> engine(String address) {
        return Optional.ofNullable(engines.get(address));
    }

    /** Whether objects of this engine are shown: not before it has been validated, since it may be half read. */
    public boolean shows(String address) {
        EngineView view = engines.get(address);
        return view != null && view.validated();
    }

    /** Engines with this host name, docker id or full id; several when host names are not unique. */
    public List<EngineView> enginesNamed(String nameOrId) {
        return engines.values().stream()
                .filter(e -> !nameOrId.isEmpty()
                        && (e.name().equals(nameOrId)
                                || e.id().equals(nameOrId)
                                || e.specs()
                                        .filter(s -> s.dockerId().equals(nameOrId))
                                        .isPresent()))
                .toList();
    }

    /** Publishes a new view of an engine. One caller at a time per engine. */
    public void putEngine(EngineView view) {
        EngineView old = engines.put(view.address(), view);
        EngineTransition transition = transition(old, view);
        if (transition != null) {
            listeners.forEach(l -> l.engineChanged(transition, view));
        }
    }

    /** Forgets an engine with everything on it. */
    public void removeEngine(String address) {
        EngineView old = engines.remove(address);
        containers.drop(address);
        images.drop(address);
        networks.drop(address);
        volumes.drop(address);
        if (old != null && old.healthy()) {
            listeners.forEach(l -> l.engineChanged(EngineTransition.DISCONNECT, old));
        }
    }

    public ObjectTable<ContainerView> containers() {
        return containers;
    }

    public ObjectTable<ImageView> images() {
        return images;
    }

    public ObjectTable<NetworkView> networks() {
        return networks;
    }

    public ObjectTable<VolumeView> volumes() {
        return volumes;
    }

    private static @Nullable EngineTransition transition(@Nullable EngineView old, EngineView now) {
        boolean wasHealthy = old != null && old.healthy();
        if (wasHealthy == now.healthy()) {
            return null;
        }
        if (wasHealthy) {
            return EngineTransition.DISCONNECT;
        }
        boolean wasUnhealthy = old != null && old.health() instanceof EngineHealth.Unhealthy;
        return wasUnhealthy ? EngineTransition.RECONNECT : EngineTransition.CONNECT;
    }
}
