package io.flotilla.proxy.engine;

import static io.flotilla.proxy.engine.EngineFixture.ADDRESS;
import static io.flotilla.proxy.testing.Eventually.eventually;
import static io.flotilla.proxy.testing.Eventually.pause;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.FakeFaults.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineEventsTest {
    private static final EngineSettings CALM = EngineFixture.QUICK.withHeartbeat(
            Duration.ofMinutes(1), EngineSettings.defaults().probe());
    private final EngineFixture cluster = new EngineFixture(CALM, Ticker.system(), Optional.empty());

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aHundredEventsCostFewCalls() {
        cluster.healthy();
        cluster.fake.requests().clear();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(cluster.fake.run("c" + i));
        }
        eventually("all events", () -> cluster.events.size() == 100);
        assertThat(ids).allMatch(id -> cluster.is(id, RunState.RUNNING));
        assertThat(cluster.fake.requests("GET /containers/json.*")).isLessThanOrEqualTo(10);
        assertThat(cluster.fake.requests("GET /containers/[0-9a-f]+/json")).isLessThanOrEqualTo(60);
    }

    @Test
    void aBurstOfImagesCostsOneOrTwoLists() {
        cluster.healthy();
        cluster.fake.requests().clear();
        for (int i = 0; i < 50; i++) {
            cluster.fake.addImage("image:" + i);
        }
        eventually("all events", () -> cluster.events.size() == 50);
        assertThat(cluster.state.images().of(ADDRESS)).hasSize(50);
        assertThat(cluster.fake.requests("GET /images/json.*")).isLessThanOrEqualTo(5);
    }

    @Test
    void whoHearsOfAnEventSeesItInTheState() {
        List<String> seen = new CopyOnWriteArrayList<>();
        EngineFixture[] self = new EngineFixture[1];
        EngineListener looking = (_, event) -> {
            String id = event.path("Actor").path("ID").asText();
            seen.add(event.path("Action").asText() + " "
                    + self[0].container(id)
                            .map(c -> c.liveness().state().word())
                            .orElse("gone"));
        };
        try (EngineFixture own = new EngineFixture(CALM, Ticker.system(), Optional.of(looking))) {
            self[0] = own;
            own.healthy();
            String id = own.fake.create("web", "busybox");
            eventually("create", () -> seen.size() == 1);
            own.fake.start(id);
            eventually("start", () -> seen.size() == 2);
            own.fake.die(id, 3);
            eventually("die", () -> seen.size() == 3);
            own.fake.destroy(id);
            eventually("destroy", () -> seen.size() == 4);
        }
        assertThat(seen).containsExactly("create created", "start running", "die exited", "destroy gone");
    }

    @Test
    void execAndTheLikeCauseNoCalls() {
        String id = cluster.fake.run("web");
        cluster.healthy();
        eventually("quiet", () -> cluster.fake.events().listeners() == 1);
        cluster.fake.requests().clear();
        for (String action :
                List.of("exec_create: sh -c true", "exec_start: sh -c true", "exec_die", "top", "attach")) {
            cluster.fake.events().container(action, id);
        }
        eventually("all events", () -> cluster.events.size() >= 5);
        assertThat(cluster.fake.requests()).isEmpty();
    }

    @Test
    void whatHappensBetweenSubscribingAndListingIsNotMissed() {
        Hold list = cluster.fake.faults().hold("GET /containers/json\\?all=1$");
        cluster.start();
        list.awaitRequest();
        String late = cluster.fake.run("late");
        list.release();
        eventually("healthy", () -> cluster.view().healthy());
        eventually("late one", () -> cluster.is(late, RunState.RUNNING));
        eventually("events", () -> cluster.actions().equals(List.of("create", "start")));
    }

    @Test
    void whatHappensWhileDeafIsToldOnceAndShown() {
        String id = cluster.fake.run("web");
        cluster.healthy();
        cluster.fake.die(id, 1);
        eventually("die", () -> cluster.events.size() == 1);
        Hold stream = cluster.fake.faults().hold("GET /events");
        cluster.fake.events().cutStreams();
        stream.awaitRequest();
        cluster.fake.events().cutStreams();
        String other = cluster.fake.run("other");
        stream.release();
        eventually("other", () -> cluster.is(other, RunState.RUNNING));
        eventually("events", () -> cluster.events.size() == 3);
        pause(Duration.ofMillis(100));
        assertThat(cluster.actions()).containsExactly("die", "create", "start");
        assertThat(cluster.fake.requests("GET /events\\?since=\\d+\\.\\d{9}")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRestartThatNoEventToldOfIsFoundAfterTheGap() {
        String id = cluster.fake.run("web");
        cluster.fake.edit(id, c -> {
            c.start(cluster.fake.now().minusSeconds(7200));
            c.entry().put("Status", "Up 2 hours");
        });
        cluster.healthy();
        cluster.fake.edit(id, c -> c.start(cluster.fake.now()));
        cluster.fake.events().forget();
        cluster.fake.events().endStreams();
        eventually(
                "new start",
                () -> cluster.container(id)
                        .orElseThrow()
                        .liveness()
                        .startedAt()
                        .isAfter(cluster.fake.now().minusSeconds(60)));
    }

    @Test
    void aHangingInspectDelaysEventsOnlyForSoLong() {
        EngineSettings hasty = CALM.withEventPatience(Duration.ofMillis(100));
        try (EngineFixture own = new EngineFixture(hasty, Ticker.system(), Optional.empty())) {
            String stuck = own.fake.run("stuck");
            String free = own.fake.run("free");
            own.healthy();
            Hold inspect = own.fake.faults().hold("GET /containers/" + stuck + "/json");
            own.fake.events().container("update", stuck);
            inspect.awaitRequest();
            own.fake.die(free, 0);
            eventually("both events", () -> own.actions().equals(List.of("update", "die")));
            eventually("free", () -> own.is(free, RunState.EXITED));
            inspect.release();
        }
    }

    @Test
    void networksAndVolumesFollowTheirEvents() {
        cluster.healthy();
        String net = cluster.fake.addNetwork("net");
        cluster.fake.addVolume("data");
        eventually(
                "both",
                () -> cluster.state.networks().get(ADDRESS, net).isPresent()
                        && cluster.state.volumes().get(ADDRESS, "data").isPresent());
        cluster.fake.removeNetwork(net);
        cluster.fake.removeVolume("data");
        eventually(
                "none",
                () -> cluster.state.networks().all().isEmpty()
                        && cluster.state.volumes().all().isEmpty());
    }

    @Test
    void aReloadedDaemonIsAskedForItsLabels() {
        cluster.healthy();
        cluster.fake.info(i -> i.putArray("Labels").add("rack=7"));
        cluster.fake.events().send("daemon", "reload", "ID-node-1");
        eventually(
                "label",
                () -> "7".equals(cluster.view().specs().orElseThrow().labels().get("rack")));
        assertThat(cluster.view().healthy()).isTrue();
    }
}
