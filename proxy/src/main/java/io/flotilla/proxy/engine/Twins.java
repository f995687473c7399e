package io.flotilla.proxy.engine;

import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds engines that look like another one of the cluster. They are accepted, since their address tells them apart, but
 * an operator should know.
 */
final class Twins {
    private Twins() {}

    static List<String> warnings(ClusterState state, EngineView engine) {
        List<String> warnings = new ArrayList<>();
        Optional<String> id = engine.specs().map(EngineSpecs::dockerId).filter(i -> !i.isEmpty());
        state.engines().stream()
                .filter(other -> !other.address().equals(engine.address()))
                .sorted(Comparator.comparing(EngineView::address))
                .forEach(other -> {
                    if (id.isPresent() && id.equals(other.specs().map(EngineSpecs::dockerId))) {
                        warnings.add("same engine ID as " + other.address()
                                + " (cloned machine? remove /etc/docker/key.json or engine-id)");
                    }
                    if (!engine.name().isEmpty() && engine.name().equals(other.name())) {
                        warnings.add("same host name as " + other.address() + ": names like " + engine.name()
                                + "/container are ambiguous");
                    }
                });
        return warnings;
    }
}
