package io.flotilla.proxy.engine;

import static io.flotilla.proxy.engine.EngineFixture.ADDRESS;
import static io.flotilla.proxy.testing.Eventually.eventually;
import static io.flotilla.proxy.testing.Eventually.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.FakeEngine;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineLifeTest {
    private final EngineFixture cluster = EngineFixture.quick();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void becomesHealthyWithAllItHas() {
        String id = cluster.fake.run("web");
        cluster.fake.addImage("busybox:1");
        cluster.fake.addNetwork("net");
        cluster.fake.addVolume("data");
        cluster.healthy();
        assertThat(cluster.view().name()).isEqualTo("node-1");
        assertThat(cluster.view().ip()).isEqualTo("10.0.0.1");
        assertThat(cluster.view().id()).isEqualTo("ID-node-1|10.0.0.1:2375");
        assertThat(cluster.view().specs().orElseThrow().labels()).containsEntry("storagedriver", "overlay2");
        assertThat(cluster.container(id).orElseThrow().needs().orElseThrow().memory())
                .isEqualTo(64L << 20);
        assertThat(cluster.container(id).orElseThrow().liveness().state()).isEqualTo(RunState.RUNNING);
        assertThat(cluster.state.images().named("busybox:1")).hasSize(1);
        assertThat(cluster.state.networks().named("net")).hasSize(1);
        assertThat(cluster.state.volumes().named("data")).hasSize(1);
        assertThat(cluster.transitions).containsExactly("engine_connect");
    }

    @Test
    void staysPendingWithTheReasonWhileNobodyListens() {
        cluster.fake.faults().refuse(true);
        cluster.start();
        eventually("failures", () -> cluster.view().failures() > 3);
        assertThat(cluster.pending()).isTrue();
        assertThat(cluster.view().error()).contains("connection refused by " + ADDRESS);
        cluster.fake.faults().refuse(false);
        eventually("healthy", () -> cluster.view().healthy());
        assertThat(cluster.view().error()).isEmpty();
        assertThat(cluster.view().failures()).isZero();
        assertThat(cluster.transitions).containsExactly("engine_connect");
    }

    @Test
    void anotherManagerIsNoEngine() {
        cluster.fake.info(i -> i.put("NCPU", 0));
        cluster.start();
        eventually("rejected", () -> cluster.view().error().startsWith("cannot get resources"));
        assertThat(cluster.view().error())
                .isEqualTo("cannot get resources for this engine, make sure " + ADDRESS
                        + " is a Docker Engine, not a Swarm manager");
        assertThat(cluster.pending()).isTrue();
    }

    @Test
    void isFlaggedWhenContactsFailAndComesBack() {
        cluster.fake.run("web");
        cluster.healthy();
        cluster.fake.faults().refuse(true);
        eventually("unhealthy", cluster::unhealthy);
        assertThat(cluster.view().failures()).isGreaterThanOrEqualTo(3);
        assertThat(cluster.state.containers().of(ADDRESS)).hasSize(1);
        cluster.fake.faults().refuse(false);
        eventually("healthy", () -> cluster.view().healthy());
        assertThat(cluster.transitions).containsExactly("engine_connect", "engine_disconnect", "engine_reconnect");
    }

    @Test
    void isFlaggedWhenItIsFrozen() {
        cluster.healthy();
        cluster.fake.faults().freeze(true);
        eventually("unhealthy", cluster::unhealthy);
        cluster.fake.faults().freeze(false);
        eventually("healthy", () -> cluster.view().healthy());
    }

    @Test
    void aClientsFailedConnectsCount() {
        EngineSettings calm = EngineFixture.QUICK.withHeartbeat(
                Duration.ofMinutes(1), EngineSettings.defaults().probe());
        try (EngineFixture quiet = new EngineFixture(calm.withFailureRetry(2), Ticker.system(), Optional.empty())) {
            quiet.healthy();
            quiet.fake.faults().refuse(true);
            assertThatThrownBy(() -> quiet.handle().client().info()).isInstanceOf(TransportException.Refused.class);
            eventually("unhealthy", quiet::unhealthy);
        }
    }

    @Test
    void anAnswerMakesItHealthyAtOnce() {
        cluster.healthy();
        cluster.fake.faults().fail("containers/json", 500, "no lists today");
        cluster.fake.faults().refuse(true);
        eventually("unhealthy", cluster::unhealthy);
        cluster.fake.faults().refuse(false);
        cluster.handle().client().ping();
        assertThat(cluster.view().healthy()).isTrue();
    }

    @Test
    void errorsOfTheEngineAreNoFailures() {
        cluster.healthy();
        cluster.fake.faults().fail("_ping|images|volumes", 500, "out of sorts");
        cluster.handle().refreshImages();
        pause(Duration.ofMillis(300));
        assertThat(cluster.view().healthy()).isTrue();
        assertThat(cluster.view().failures()).isZero();
    }

    @Test
    void aStreamThatBreaksIsNoFailure() {
        cluster.healthy();
        cluster.fake.events().cutStreams();
        eventually("listens again", () -> cluster.fake.events().listeners() == 1);
        assertThat(cluster.transitions).containsExactly("engine_connect");
    }

    @Test
    void anotherEngineAtTheAddressIsValidatedAnew() {
        String old = cluster.fake.run("web");
        cluster.healthy();
        cluster.fake.info(i -> i.put("ID", "other"));
        cluster.fake.forget(old);
        cluster.fake.events().cutStreams();
        eventually(
                "new identity",
                () -> cluster.view().specs().map(EngineSpecs::dockerId).equals(Optional.of("other")));
        eventually("healthy", () -> cluster.view().healthy());
        assertThat(cluster.state.containers().of(ADDRESS)).isEmpty();
        assertThat(cluster.transitions).containsExactly("engine_connect", "engine_disconnect", "engine_connect");
    }

    @Test
    void enginesWithOneIdAreBothAcceptedWithAWarning() {
        FakeEngine twin = cluster.engines.add("10.0.0.2:2375", "node-2");
        twin.info(i -> i.put("ID", "ID-node-1"));
        cluster.healthy();
        cluster.registry.setAddresses(Set.of(ADDRESS, "10.0.0.2:2375"));
        eventually("both", () -> cluster.state.engines().stream().allMatch(e -> e.healthy()));
        assertThat(cluster.state.engine("10.0.0.2:2375").orElseThrow().warnings())
                .containsExactly(
                        "same engine ID as " + ADDRESS + " (cloned machine? remove /etc/docker/key.json or engine-id)");
    }

    @Test
    void anInvalidLabelIsAWarning() {
        cluster.fake.info(i -> i.putArray("Labels").add("rack=1").add("broken").add("node=x"));
        cluster.healthy();
        assertThat(cluster.view().warnings())
                .contains("Engine (ID: ID-node-1|" + ADDRESS + ", Addr: " + ADDRESS
                        + ") contains an invalid label (broken) not formatted as \"key=value\".");
        assertThat(cluster.view().specs().orElseThrow().labels())
                .containsEntry("rack", "1")
                .doesNotContainKeys("node", "broken");
    }

    @Test
    void aClockThatIsOffMovesTheTimesOfItsContainers() {
        String running = cluster.fake.run("web");
        String never = cluster.fake.create("never", "busybox");
        cluster.fake.skew(Duration.ofHours(-1));
        String skewed = cluster.fake.run("skewed");
        cluster.healthy();
        assertThat(cluster.view().warnings()).singleElement().asString().contains("unsynchronized systime");
        assertThat(started(skewed))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(started(running)).isAfter(Instant.now().plusSeconds(3000));
        assertThat(started(never)).isEqualTo(Instant.EPOCH);
        cluster.fake.skew(Duration.ZERO);
        cluster.fake.events().send("daemon", "reload", "x");
        eventually("shifted back", () -> started(running).isBefore(Instant.now()));
        assertThat(cluster.view().warnings()).isEmpty();
    }

    private Instant started(String id) {
        return cluster.container(id).orElseThrow().liveness().startedAt();
    }

    @Test
    void anAddressThatIsNoneKeepsNobodyOut() {
        TransportFactory picky = address -> {
            if (address.equals("nonsense")) {
                throw new IllegalArgumentException("no port");
            }
            return cluster.engines.open(address);
        };
        try (EngineRegistry registry =
                new EngineRegistry(cluster.state, picky, EngineFixture.QUICK, EngineListener.none(), Ticker.system())) {
            registry.setAddresses(Set.of("nonsense", ADDRESS));
            eventually("healthy", () -> cluster.view().healthy());
            assertThat(registry.all()).hasSize(1);
        }
    }

    @Test
    void anotherEngineIsNoticedWithoutABrokenStreamToo() {
        String old = cluster.fake.run("web");
        cluster.healthy();
        cluster.fake.forget(old);
        cluster.fake.info(i -> i.put("ID", "other"));
        cluster.fake.events().send("daemon", "reload", "x");
        eventually(
                "other", () -> cluster.view().healthy() && cluster.view().id().startsWith("other|"));
        assertThat(cluster.state.containers().of(ADDRESS)).isEmpty();
    }

    @Test
    void leavingTakesEverythingAlong() {
        cluster.fake.run("web");
        cluster.healthy();
        EngineHandle handle = cluster.handle();
        cluster.registry.setAddresses(Set.of());
        assertThat(cluster.state.engines()).isEmpty();
        assertThat(cluster.state.containers().all()).isEmpty();
        assertThat(cluster.transitions).containsExactly("engine_connect", "engine_disconnect");
        eventually("no listener", () -> cluster.fake.events().listeners() == 0);
        handle.refreshAll();
        assertThat(cluster.state.containers().all()).isEmpty();
        eventually("closed", () -> {
            try {
                handle.client().ping();
                return false;
            } catch (TransportException.Closed _) {
                return true;
            }
        });
    }
}
