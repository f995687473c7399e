package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.EventEffect.Target;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.lifecycle.Scope;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.VolumeView;
import io.flotilla.proxy.transport.EngineTransport;
import io.flotilla.proxy.transport.TransportException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One engine of the cluster with everything that belongs to it: built, started once, closed. */
final class WatchedEngine implements EngineHandle, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchedEngine.class);
    private static final ApiRange UNKNOWN = new ApiRange(ApiVersion.of(1, 12), EngineClient.NEWEST);

    private final String address;
    private final ClusterState state;
    private final EngineTransport transport;
    private final Engine engine;
    private final EngineClient client;
    private final Holdings holdings;
    private final Dirty dirty = new Dirty();
    private final FullReader reader;
    private final Upkeep upkeep;
    private final EngineWatcher watcher;
    private final Refresher refresher;
    private final EventPump events;
    private final Scope scope;

    /** What all engines of a registry share. */
    record Surroundings(
            ClusterState state,
            TransportFactory transports,
            EngineSettings settings,
            EngineListener listener,
            Ticker ticker) {}

    WatchedEngine(String address, Surroundings around) {
        this.address = address;
        state = around.state();
        EngineSettings settings = around.settings();
        Alarm alarm = new Alarm(around.ticker());
        scope = new Scope("engine " + address);
        transport = around.transports().open(address);
        engine = new Engine(address, state, settings.failureRetry(), around.ticker(), alarm::ring);
        client = new EngineClient(
                transport,
                new EngineClient.Identity(
                        engine::shownName,
                        () -> engine.view().specs().map(EngineSpecs::api).orElse(UNKNOWN)),
                engine,
                settings);
        // Reads of the watcher must not make an engine healthy that is only half read: see EngineSession.
        holdings = new Holdings(
                address,
                client.reportingTo(CallOutcomes.failuresOnly(engine)),
                state,
                () -> FullReader.facts(engine.view()));
        Inspections inspections = new Inspections(scope, this::inspect);
        reader = new FullReader(engine, holdings, inspections, around.ticker());
        upkeep = new Upkeep(engine, client, reader, settings, alarm, around.ticker());
        refresher = new Refresher(engine, holdings, inspections, dirty, settings.eventPatience(), upkeep);
        events = new EventPump(engine, holdings, dirty, around.listener(), settings.eventPatience());
        EngineSession session = new EngineSession(
                new EngineSession.Parts(engine, client, holdings, reader, events),
                upkeep,
                alarm,
                scope,
                around.ticker());
        watcher = new EngineWatcher(engine, session, alarm, settings, scope, around.ticker());
    }

    /** Shows the engine and starts watching it. */
    void start() {
        engine.appear();
        scope.onClose(transport);
        scope.start("watch", watcher::watch);
        scope.start("refresh", refresher::work);
        scope.start("deliver", events::deliver);
    }

    /** Takes the engine and all it has out of the cluster state; the threads end later. */
    void leave() {
        holdings.close();
        engine.close();
    }

    @Override
    public void close() {
        leave();
        scope.close();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public EngineView view() {
        return engine.view();
    }

    @Override
    public EngineClient client() {
        return client;
    }

    @Override
    public Optional<ContainerView> refreshContainer(String id) {
        boolean read = attempt(Target.CONTAINER_INSPECTED, id, () -> {
            holdings.containers(List.of(id), Doubt::changed);
            if (holdings.has(id)) {
                holdings.inspect(id);
            }
        });
        return read ? state.containers().get(address, id) : Optional.empty();
    }

    @Override
    public void refreshImages() {
        attempt(Target.IMAGES, "", holdings::images);
    }

    @Override
    public void refreshNetworks() {
        attempt(holdings::networks, upkeep::listAllSoon);
    }

    @Override
    public void refreshNetwork(String id) {
        attempt(Target.NETWORK, id, () -> holdings.network(id));
    }

    @Override
    public void refreshVolumes() {
        attempt(holdings::volumes, upkeep::listAllSoon);
    }

    @Override
    public Optional<VolumeView> refreshVolume(String name) {
        boolean read = attempt(Target.VOLUME, name, () -> holdings.volume(name));
        return read ? state.volumes().get(address, name) : Optional.empty();
    }

    @Override
    public void refreshAll() {
        attempt(
                () -> {
                    try {
                        if (!reader.everything(Doubt::changed)) {
                            upkeep.listAllSoon();
                        }
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                },
                upkeep::listAllSoon);
    }

    /** A failure is left to a full list, which doubts the container again. */
    private void inspect(String id) {
        attempt(() -> holdings.inspect(id), () -> {
            holdings.doubt(List.of(id));
            upkeep.listAllSoon();
        });
    }

    private boolean attempt(Target target, String id, Runnable read) {
        return attempt(read, () -> dirty.mark(new EventEffect(target, id)));
    }

    private boolean attempt(Runnable read, Runnable otherwise) {
        try {
            read.run();
            return true;
        } catch (TransportException | ClusterFailure e) {
            log.debug("engine={} refresh failed: {}", engine.shownName(), e.getMessage());
            otherwise.run();
            return false;
        }
    }
}
