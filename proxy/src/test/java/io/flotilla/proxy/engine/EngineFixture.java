package io.flotilla.proxy.engine;

import static io.flotilla.proxy.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.FakeEngine;
import io.flotilla.proxy.testing.FakeEngines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster of one fake engine (more can be added) that is watched with short pauses. */
final class EngineFixture implements AutoCloseable {
    static final String ADDRESS = "10.0.0.1:2375";

    static final EngineSettings QUICK = EngineSettings.defaults()
            .withRetries(Duration.ofMillis(20), Duration.ofMillis(100))
            .withHeartbeat(Duration.ofMillis(50), EngineSettings.defaults().probe());

    final ClusterState state = new ClusterState();
    final FakeEngines engines = new FakeEngines();
    final FakeEngine fake = engines.add(ADDRESS, "node-1");
    final List<String> transitions = new CopyOnWriteArrayList<>();
    final List<ObjectNode> events = new CopyOnWriteArrayList<>();
    final EngineRegistry registry;

    EngineFixture(EngineSettings settings, Ticker ticker, Optional<EngineListener> listener) {
        state.listen((transition, _) -> transitions.add(transition.action()));
        registry =
                new EngineRegistry(state, engines, settings, listener.orElse((_, event) -> events.add(event)), ticker);
    }

    static EngineFixture quick() {
        return new EngineFixture(QUICK, Ticker.system(), Optional.empty());
    }

    EngineFixture start() {
        registry.setAddresses(Set.of(ADDRESS));
        return this;
    }

    EngineFixture healthy() {
        start();
        eventually("healthy", () -> view().healthy());
        return this;
    }

    EngineView view() {
        return state.engine(ADDRESS).orElseThrow();
    }

    EngineHandle handle() {
        return registry.engine(ADDRESS).orElseThrow();
    }

    boolean unhealthy() {
        return view().health() instanceof EngineHealth.Unhealthy;
    }

    boolean pending() {
        return view().health() instanceof EngineHealth.Pending;
    }

    Optional<ContainerView> container(String id) {
        return state.containers().get(ADDRESS, id);
    }

    boolean is(String id, RunState wanted) {
        return container(id).filter(c -> c.liveness().state() == wanted).isPresent();
    }

    List<String> actions() {
        return events.stream().map(e -> e.path("Action").asText()).toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}
