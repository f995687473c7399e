package io.flotilla.proxy.testing;

import static io.flotilla.proxy.testing.Eventually.eventually;

import io.flotilla.proxy.api.ApiFactory;
import io.flotilla.proxy.api.ApiHandler;
import io.flotilla.proxy.api.ApiOptions;
import io.flotilla.proxy.cluster.ClusterSettings;
import io.flotilla.proxy.cluster.Engines;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.EngineRegistry;
import io.flotilla.proxy.engine.EngineSettings;
import io.flotilla.proxy.events.EventBus;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.placement.PlacementService;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.scheduler.Scheduler;
import io.flotilla.scheduler.filter.Filters;
import io.flotilla.scheduler.strategy.Strategies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A whole manager, without its HTTP server, over fake engines named {@code node-1}, {@code node-2} and so on. */
public final class FakeCluster implements AutoCloseable {
    private final ClusterState state = new ClusterState();
    private final FakeEngines engines = new FakeEngines();
    private final Map<String, FakeEngine> nodes = new LinkedHashMap<>();
    private final EventBus events = new EventBus(Ticker.system());
    private final EngineRegistry registry;
    private final PlacementService placement;
    private final ApiHandler api;

    private FakeCluster(int size, ApiOptions options) {
        EngineSettings settings = EngineSettings.defaults()
                .withRetries(Duration.ofMillis(20), Duration.ofMillis(100))
                .withHeartbeat(Duration.ofMillis(50), EngineSettings.defaults().probe());
        state.listen(events);
        registry = new EngineRegistry(state, engines, settings, events, Ticker.system());
        Scheduler scheduler =
                new Scheduler(Filters.standard(), Strategies.named("spread").orElseThrow(), new Random(7));
        ClusterSettings cluster =
                new ClusterSettings("manager", "spread", scheduler.filterNames(), 0.05, false, List.of());
        placement = new PlacementService(state, scheduler, cluster::withOvercommit, settings.failureRetry());
        api = ApiFactory.create(
                new ApiFactory.Cluster(state, registry, placement, events, cluster, options, Ticker.system()));
        for (int i = 1; i <= size; i++) {
            nodes.put(address(i), engines.add(address(i), "node-" + i));
        }
    }

    public static FakeCluster of(int size) {
        return of(size, ApiOptions.standard());
    }

    /** All nodes are healthy on return. */
    public static FakeCluster of(int size, ApiOptions options) {
        FakeCluster cluster = new FakeCluster(size, options);
        cluster.registry.setAddresses(Set.copyOf(cluster.nodes.keySet()));
        eventually("all healthy", () -> cluster.engines().healthy().size() == size);
        return cluster;
    }

    public static String address(int node) {
        return "10.0.0." + node + ":2375";
    }

    /** @param number from 1 on */
    public FakeEngine node(int number) {
        FakeEngine node = nodes.get(address(number));
        if (node == null) {
            throw new IllegalArgumentException("no node " + number);
        }
        return node;
    }

    public EngineHandle handle(int number) {
        return registry.engine(address(number)).orElseThrow();
    }

    public ClusterState state() {
        return state;
    }

    public EngineRegistry registry() {
        return registry;
    }

    public Engines engines() {
        return new Engines(state, registry);
    }

    public PlacementService placement() {
        return placement;
    }

    /** The answer to {@code GET /info} or the like. */
    public FakeExchange ask(String line) {
        return ask(FakeExchange.of(line));
    }

    public FakeExchange ask(String line, String body) {
        return ask(FakeExchange.of(line, body));
    }

    public FakeExchange ask(FakeExchange exchange) {
        try {
            api.handle(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchange;
    }

    /** Requests of all nodes that match. */
    public long requests(String pattern) {
        return nodes.values().stream().mapToLong(n -> n.requests(pattern)).sum();
    }

    @Override
    public void close() {
        registry.close();
    }
}
