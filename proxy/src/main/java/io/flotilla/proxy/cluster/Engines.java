package io.flotilla.proxy.cluster;

import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.EngineRegistry;
import io.flotilla.proxy.failure.ClusterFailure.EngineUnhealthy;
import io.flotilla.proxy.failure.ClusterFailure.NoNodeFits;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineView;
import java.util.Comparator;
import java.util.List;

/** The engines that operations may use: healthy ones only, by name. */
public final class Engines {
    private static final String NONE_HEALTHY = "No healthy node available in the cluster";
    private final ClusterState state;
    private final EngineRegistry registry;

    public Engines(ClusterState state, EngineRegistry registry) {
        this.state = state;
        this.registry = registry;
    }

    /** Healthy engines in the order of their names. */
    public List<EngineHandle> healthy() {
        return registry.all().stream()
                .filter(e -> e.view().healthy())
                .sorted(Comparator.comparing((EngineHandle e) -> e.view().name(), new NaturalOrder())
                        .thenComparing(EngineHandle::address))
                .toList();
    }

    /**
     * Healthy engines, at least one.
     *
     * @throws NoNodeFits when there is none
     */
    public List<EngineHandle> someHealthy() {
        List<EngineHandle> healthy = healthy();
        if (healthy.isEmpty()) {
            throw new NoNodeFits(NONE_HEALTHY);
        }
        return healthy;
    }

    /**
     * The engine an object lives on.
     *
     * @param object the object in the user's words, for the error
     * @throws EngineUnhealthy when nothing can be done there now
     */
    public EngineHandle of(String address, String object) {
        EngineHandle engine = registry.engine(address)
                .orElseThrow(() -> new EngineUnhealthy(object, address, "it is no longer part of the cluster"));
        EngineView view = engine.view();
        if (!view.healthy()) {
            throw new EngineUnhealthy(object, view.name(), view.error());
        }
        return engine;
    }

    /** Whether objects of this engine can be worked on now. */
    public boolean usable(String address) {
        return state.engine(address).map(EngineView::healthy).orElse(false);
    }

    /** Name of a node for users; its address while the name is unknown. */
    public String name(String address) {
        return state.engine(address)
                .map(EngineView::name)
                .filter(n -> !n.isEmpty())
                .orElse(address);
    }
}
