package io.flotilla.proxy.api;

import io.flotilla.proxy.cluster.ClusterSettings;
import io.flotilla.proxy.cluster.ContainerCreation;
import io.flotilla.proxy.cluster.ContainerListing;
import io.flotilla.proxy.cluster.ContainerPrune;
import io.flotilla.proxy.cluster.ContainerSizes;
import io.flotilla.proxy.cluster.Containers;
import io.flotilla.proxy.cluster.DiskUsage;
import io.flotilla.proxy.cluster.Engines;
import io.flotilla.proxy.cluster.Execs;
import io.flotilla.proxy.cluster.FilterRefresh;
import io.flotilla.proxy.cluster.ImageFinder;
import io.flotilla.proxy.cluster.ImageListing;
import io.flotilla.proxy.cluster.ImageTransfers;
import io.flotilla.proxy.cluster.Images;
import io.flotilla.proxy.cluster.NetworkListing;
import io.flotilla.proxy.cluster.Networks;
import io.flotilla.proxy.cluster.SystemInfo;
import io.flotilla.proxy.cluster.Volumes;
import io.flotilla.proxy.engine.EngineRegistry;
import io.flotilla.proxy.events.EventBus;
import io.flotilla.proxy.events.EventHistory;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.placement.NameReservations;
import io.flotilla.proxy.placement.PlacementService;
import io.flotilla.proxy.state.ClusterState;
import java.util.List;

/** Puts the API together over a cluster. */
public final class ApiFactory {

    private ApiFactory() {}

    /** What the API works on. */
    public record Cluster(
            ClusterState state,
            EngineRegistry registry,
            PlacementService placement,
            EventBus events,
            ClusterSettings settings,
            ApiOptions options,
            Ticker ticker) {}

    public static ApiHandler create(Cluster cluster) {
        ClusterState state = cluster.state();
        Ticker ticker = cluster.ticker();
        Engines engines = new Engines(state, cluster.registry());
        NameReservations names = new NameReservations(state);
        Containers containers = new Containers(state, engines, names);
        ImageFinder finder = new ImageFinder(state);
        ApiOptions options = cluster.options();
        List<Route> routes = Routes.table(new Routes.Groups(
                new SystemRoutes(
                        new SystemInfo(state, cluster.settings(), ticker), new DiskUsage(engines), cluster.events()),
                new EventRoutes(cluster.events(), new EventHistory(cluster.registry()), ticker),
                new ContainerListRoutes(
                        state,
                        new ContainerListing(state),
                        new ContainerSizes(engines),
                        new FilterRefresh(engines, options.refreshOnNodeFilter(), options.nameRefreshFilter()),
                        ticker),
                new ContainerCreateRoute(
                        new ContainerCreation(state, engines, cluster.placement(), names, options.createRetries())),
                new ContainerRoutes(containers, new ContainerPrune(engines)),
                new ExecRoutes(containers, new Execs(engines)),
                new ImageRoutes(
                        new ImageListing(state, engines),
                        new Images(engines, finder),
                        new ImageTransfers(engines),
                        ticker),
                new NetworkRoutes(
                        new NetworkListing(state, engines),
                        new Networks(state, engines, cluster.placement()),
                        containers),
                new VolumeRoutes(new Volumes(state, engines))));
        return new Router(routes, options.cors());
    }
}
