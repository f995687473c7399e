package io.flotilla.proxy.placement;

import io.flotilla.scheduler.NodeContents.NodeContainer;
import io.flotilla.scheduler.PlacementRequest;
import java.util.List;
import java.util.Map;

/**
 * A container that is being created: it holds its node's resources before the engine knows of it.
 *
 * @param id the swarm id it will have
 */
record PendingContainer(String id, List<String> names, Map<String, String> labels, PlacementRequest request)
        implements NodeContainer {

    PendingContainer {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }
}
