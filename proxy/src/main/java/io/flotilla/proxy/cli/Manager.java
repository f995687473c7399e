package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryListener;
import io.flotilla.discovery.Entry;
import io.flotilla.proxy.api.ApiFactory;
import io.flotilla.proxy.engine.EngineRegistry;
import io.flotilla.proxy.events.EventBus;
import io.flotilla.proxy.http.FrontException;
import io.flotilla.proxy.http.FrontLimits;
import io.flotilla.proxy.http.HttpFront;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.placement.PlacementService;
import io.flotilla.proxy.state.ClusterState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manager: the composition root of the product. Reads as its table of contents.
 *
 * <p>Latent until {@link #start}; closing twice is fine and takes the parts down in reverse order.
 */
final class Manager implements RunningManager {
    private static final Logger log = LoggerFactory.getLogger(Manager.class);

    private final Discovery discovery;
    private final EngineRegistry registry;
    private final HttpFront front;
    private final CountDownLatch closed = new CountDownLatch(1);

    Manager(ManagerSetup setup) {
        Ticker ticker = Ticker.system();
        ClusterState state = new ClusterState();
        EventBus events = new EventBus(ticker);
        state.listen(events);
        registry = new EngineRegistry(state, setup.transports(), setup.engines(), events, ticker);
        PlacementService placement = new PlacementService(
                state,
                setup.scheduler(),
                setup.cluster()::withOvercommit,
                setup.engines().failureRetry());
        ApiFactory.Cluster cluster =
                new ApiFactory.Cluster(state, registry, placement, events, setup.cluster(), setup.api(), ticker);
        front = new HttpFront(ApiFactory.create(cluster), setup.listeners(), FrontLimits.standard());
        discovery = setup.discovery();
    }

    /** Starts a manager as it was told. */
    static RunningManager start(ManageOptions options) {
        Manager manager = new Manager(ManagerSetup.of(options));
        options.warnings().forEach(log::warn);
        try {
            manager.start();
        } catch (FrontException e) {
            manager.close();
            throw new Fatal(String.valueOf(e.getMessage()));
        }
        return manager;
    }

    /** Listens first, so that a port in use is known before any engine is touched; then looks for engines. */
    void start() {
        front.start();
        discovery.start(new DiscoveryListener() {
            @Override
            public void onEntries(List<Entry> entries) {
                Set<String> addresses = new LinkedHashSet<>();
                entries.forEach(entry -> addresses.add(entry.address()));
                registry.setAddresses(addresses);
            }

            @Override
            public void onError(String text) {
                log.error("Discovery error: {}", text);
            }
        });
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        front.close();
        discovery.close();
        registry.close();
        closed.countDown();
    }
}
