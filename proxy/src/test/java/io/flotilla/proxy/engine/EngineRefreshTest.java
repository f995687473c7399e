package io.flotilla.proxy.engine;

import static io.flotilla.proxy.engine.EngineFixture.ADDRESS;
import static io.flotilla.proxy.testing.Eventually.eventually;
import static io.flotilla.proxy.testing.Eventually.pause;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.FakeFaults.Hold;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineRefreshTest {
    private static final EngineSettings CALM = EngineFixture.QUICK.withHeartbeat(
            Duration.ofMinutes(1), EngineSettings.defaults().probe());
    private final EngineFixture cluster = new EngineFixture(CALM, Ticker.system(), Optional.empty());
    private String web = "";

    @BeforeEach
    void connect() {
        web = cluster.fake.run("web");
        cluster.healthy();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aRefreshShowsWhatNoEventTold() {
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 7));
        assertThat(cluster.handle()
                        .refreshContainer(web)
                        .orElseThrow()
                        .liveness()
                        .exitCode())
                .isEqualTo(7);
        cluster.fake.forget(web);
        assertThat(cluster.handle().refreshContainer(web)).isEmpty();
        assertThat(cluster.container(web)).isEmpty();
    }

    @Test
    void aStaleListNeitherHidesNorChangesWhatWasRefreshedSince() throws InterruptedException {
        Hold stale = cluster.fake.faults().hold("GET /containers/json\\?all=1$");
        Thread listing = Thread.ofVirtual().start(() -> cluster.handle().refreshAll());
        stale.awaitRequest();
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 7));
        cluster.handle().refreshContainer(web);
        String fresh = cluster.fake.create("fresh", "busybox");
        cluster.handle().refreshContainer(fresh);
        stale.release();
        listing.join();
        assertThat(cluster.is(web, RunState.EXITED)).isTrue();
        assertThat(cluster.is(fresh, RunState.CREATED)).isTrue();
    }

    @Test
    void aStaleListDoesNotBringBackWhatIsGone() throws InterruptedException {
        Hold stale = cluster.fake.faults().hold("GET /containers/json\\?all=1$");
        Thread listing = Thread.ofVirtual().start(() -> cluster.handle().refreshAll());
        stale.awaitRequest();
        cluster.fake.destroy(web);
        eventually("gone", () -> cluster.container(web).isEmpty());
        stale.release();
        listing.join();
        assertThat(cluster.container(web)).isEmpty();
    }

    @Test
    void aStaleInspectDoesNotOverwriteALaterOne() throws InterruptedException {
        Hold stale = cluster.fake.faults().hold("GET /containers/" + web + "/json");
        Thread slow = Thread.ofVirtual().start(() -> cluster.handle().refreshContainer(web));
        stale.awaitRequest();
        stale.release();
        slow.join();
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 9));
        cluster.handle().refreshContainer(web);
        assertThat(cluster.container(web).orElseThrow().liveness().exitCode()).isEqualTo(9);
    }

    @Test
    void staleListsOfNetworksAndVolumesLoseToo() throws InterruptedException {
        Hold networks = cluster.fake.faults().hold("GET /networks$");
        Hold volumes = cluster.fake.faults().hold("GET /volumes$");
        Thread first = Thread.ofVirtual().start(() -> cluster.handle().refreshNetworks());
        Thread second = Thread.ofVirtual().start(() -> cluster.handle().refreshVolumes());
        networks.awaitRequest();
        volumes.awaitRequest();
        String net = cluster.fake.addNetwork("net");
        cluster.fake.addVolume("data");
        cluster.handle().refreshNetwork(net);
        assertThat(cluster.handle().refreshVolume("data")).isPresent();
        networks.release();
        volumes.release();
        first.join();
        second.join();
        assertThat(cluster.state.networks().get(ADDRESS, net)).isPresent();
        assertThat(cluster.state.volumes().get(ADDRESS, "data")).isPresent();
    }

    @Test
    void aFailedRefreshIsMadeUpForLater() {
        cluster.fake.faults().fail("GET /containers/json", 500, "busy");
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 7));
        assertThat(cluster.handle().refreshContainer(web)).isEmpty();
        cluster.fake.faults().heal();
        eventually("made up", () -> cluster.is(web, RunState.EXITED));
    }

    @Test
    void aRefreshIsRepeatedUntilItSucceeds() {
        cluster.fake.faults().fail("GET /containers/json", 500, "busy");
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 7));
        cluster.fake.requests().clear();
        assertThat(cluster.handle().refreshContainer(web)).isEmpty();
        eventually("full lists are tried again", () -> cluster.fake.requests("GET /containers/json\\?all=1$") >= 3);
        cluster.fake.faults().heal();
        eventually("made up", () -> cluster.is(web, RunState.EXITED));
    }

    @Test
    void anInspectIsRepeatedUntilItSucceeds() {
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 7));
        cluster.handle().refreshContainer(web);
        cluster.fake.faults().fail("GET /containers/" + web + "/json", 500, "busy");
        // The list entry says the same as before.
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 9));
        cluster.fake.requests().clear();
        assertThat(cluster.handle().refreshContainer(web)).isEmpty();
        eventually("inspected again", () -> cluster.fake.requests("GET /containers/" + web + "/json") >= 4);
        cluster.fake.faults().heal();
        eventually(
                "made up", () -> cluster.container(web).orElseThrow().liveness().exitCode() == 9);
    }

    @Test
    void aRefreshThatFailsAsTheEngineGetsHealthyIsMadeUpFor() {
        try (EngineFixture fresh = new EngineFixture(CALM, Ticker.system(), Optional.empty())) {
            String id = fresh.fake.run("web");
            // Called by the watcher itself, between its first list and its first look at what else is to be done.
            fresh.state.listen((_, _) -> {
                fresh.fake.faults().fail("GET /containers/json", 500, "busy");
                fresh.fake.edit(id, c -> c.die(fresh.fake.now(), 7));
                fresh.fake.requests().clear();
                fresh.handle().refreshContainer(id);
                eventually("tried twice", () -> fresh.fake.requests("GET /containers/json.*") >= 2);
                pause(Duration.ofMillis(20));
                fresh.fake.faults().heal();
            });
            fresh.start();
            eventually("made up", () -> fresh.is(id, RunState.EXITED));
        }
    }

    @Test
    void aStateThatChangedWithoutEventIsInspected() {
        cluster.fake.edit(web, c -> c.die(cluster.fake.now(), 5));
        cluster.handle().refreshAll();
        assertThat(cluster.container(web).orElseThrow().liveness().exitCode()).isEqualTo(5);
        cluster.fake.requests().clear();
        ContainerView before = cluster.container(web).orElseThrow();
        cluster.handle().refreshAll();
        assertThat(cluster.container(web).orElseThrow()).isSameAs(before);
        assertThat(cluster.fake.requests("GET /containers/[0-9a-f]+/json")).isZero();
    }
}
