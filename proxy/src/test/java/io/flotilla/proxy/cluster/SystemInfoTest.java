package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SystemInfoTest {
    private static final ClusterSettings SETTINGS =
            new ClusterSettings("manager", "spread", List.of("health", "port"), 0.05, false, List.of("API is open"));
    private final ClusterState state = Samples.state(2);

    private ObjectNode info() {
        return new SystemInfo(state, SETTINGS, Ticker.system()).document("swarm/2.0.0", 3);
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        info().path("SystemStatus")
                .forEach(r -> rows.add(r.path(0).asText() + "=" + r.path(1).asText()));
        return rows;
    }

    private void fill() {
        state.containers()
                .put(Samples.container(1, "c1", "a")
                        .needs(20 << 20, 1_500_000_000L)
                        .view());
        state.containers()
                .put(Samples.container(1, "c2", "b")
                        .in(RunState.PAUSED)
                        .needs(0, 600_000_000L)
                        .view());
        state.containers().put(Samples.container(1, "c3", "c").exited(1).view());
        state.containers().put(Samples.container(2, "c4", "d").view());
    }

    @Test
    void theNodeTableIsSpelledAsClassicSwarmDid() {
        fill();
        state.putEngine(Samples.engine(2, new EngineHealth.Unhealthy(Samples.NOON, "down"))
                .withContact(3, "connection refused", Samples.NOON));
        state.putEngine(new EngineView(
                "10.0.0.9:2375",
                "",
                "",
                Optional.empty(),
                new EngineHealth.Pending("no route"),
                1,
                "no route",
                Samples.NOON.plusNanos(5)));
        assertThat(rows())
                .containsExactly(
                        "Role=primary",
                        "Strategy=spread",
                        "Filters=health, port",
                        "Nodes=3",
                        " (unknown)=10.0.0.9:2375",
                        "  └ ID=",
                        "  └ Status=Pending",
                        "  └ Containers=0",
                        "  └ Reserved CPUs=0 / 0",
                        "  └ Reserved Memory=0 B / 0 B",
                        "  └ Labels=",
                        "  └ Error=no route",
                        "  └ UpdatedAt=2026-06-01T12:00:00Z",
                        "  └ ServerVersion=",
                        " node-1=10.0.0.1:2375",
                        "  └ ID=ID-1|10.0.0.1:2375",
                        "  └ Status=Healthy",
                        "  └ Containers=3 (1 Running, 1 Paused, 1 Stopped)",
                        "  └ Reserved CPUs=2 / 4",
                        "  └ Reserved Memory=20 MiB / 8.4 GiB",
                        "  └ Labels=ostype=linux, storage=ssd",
                        "  └ UpdatedAt=2026-06-01T12:00:00Z",
                        "  └ ServerVersion=28.5.2",
                        " node-2=10.0.0.2:2375",
                        "  └ ID=ID-2|10.0.0.2:2375",
                        "  └ Status=Unhealthy",
                        "  └ Containers=1",
                        "  └ Reserved CPUs=0 / 4",
                        "  └ Reserved Memory=0 B / 8.4 GiB",
                        "  └ Labels=ostype=linux, storage=ssd",
                        "  └ Error=connection refused",
                        "  └ UpdatedAt=2026-06-01T12:00:00Z",
                        "  └ ServerVersion=28.5.2");
    }

    @Test
    void countsAndSumsOverTheCluster() {
        fill();
        state.images().put(Samples.image(1, "i1", List.of("a:1"), List.of()));
        state.images().put(Samples.image(2, "i1", List.of("a:1"), List.of()));
        ObjectNode info = info();
        assertThat(info.path("Containers").asInt()).isEqualTo(4);
        assertThat(info.path("ContainersRunning").asInt()).isEqualTo(2);
        assertThat(info.path("ContainersPaused").asInt()).isEqualTo(1);
        assertThat(info.path("ContainersStopped").asInt()).isEqualTo(1);
        assertThat(info.path("Images").asInt()).isEqualTo(1);
        assertThat(info.path("NCPU").asInt()).isEqualTo(8);
        assertThat(info.path("MemTotal").asLong()).isEqualTo(2 * ((8L << 30) * 105 / 100));
        assertThat(info.path("NEventsListener").asInt()).isEqualTo(3);
        assertThat(info.path("ServerVersion").asText()).isEqualTo("swarm/2.0.0");
        assertThat(info.path("Name").asText()).isEqualTo("manager");
        assertThat(info.path("Swarm").path("LocalNodeState").asText()).isEqualTo("inactive");
    }

    @Test
    void nodesThatWereNeverValidatedDoNotCount() {
        fill();
        state.images().put(Samples.image(2, "i2", List.of(), List.of()));
        state.putEngine(Samples.engine(2, new EngineHealth.Pending("")));
        assertThat(info().path("Containers").asInt()).isEqualTo(3);
        assertThat(info().path("Images").asInt()).isZero();
        assertThat(info().path("NCPU").asInt()).isEqualTo(4);
    }

    @Test
    void whatAllNodesAgreeOnIsTheClusters() {
        assertThat(info().path("Driver").asText()).isEqualTo("overlay2");
        EngineView odd = Samples.engine(3, new EngineHealth.Healthy());
        odd.specs().ifPresent(s -> ((ObjectNode) s.info()).put("Driver", "btrfs"));
        state.putEngine(odd);
        assertThat(info().path("Driver").asText("none")).isEmpty();
        assertThat(info().path("ID").asText()).doesNotContain("ID-");
    }

    @Test
    void runtimesAndPluginsAreThoseOfAnyNode() {
        for (int i = 1; i <= 2; i++) {
            EngineView engine = Samples.engine(i, new EngineHealth.Healthy());
            ObjectNode info = (ObjectNode) engine.specs().orElseThrow().info();
            info.putObject("Runtimes").putObject("runc" + i);
            info.putObject("Plugins").putArray("Volume").add("local").add("nfs" + i);
            info.withObject("/Plugins").putNull("Network");
            state.putEngine(engine);
        }
        assertThat(info().path("Runtimes")).hasToString("{\"runc1\":{},\"runc2\":{}}");
        assertThat(info().path("Plugins").path("Volume")).hasToString("[\"local\",\"nfs1\",\"nfs2\"]");
        assertThat(info().path("Plugins").path("Network")).hasToString("[]");
    }

    @Test
    void warningsNameTheirNode() {
        state.putEngine(Samples.engine(2, new EngineHealth.Healthy()).withWarnings(List.of("shares its id")));
        state.putEngine(Samples.engine(10, new EngineHealth.Unhealthy(Samples.NOON, "down"))
                .withContact(3, "connection refused", Samples.NOON));
        List<String> warnings = Json.list(info().path("Warnings"));
        assertThat(warnings)
                .containsExactly(
                        "API is open",
                        "WARNING: node node-2: shares its id",
                        "WARNING: node node-10 (10.0.0.10:2375) is unhealthy: connection refused");
    }

    @Test
    void aClusterWithoutNodesHasAllFieldsThatClientsRead() {
        ObjectNode info = new SystemInfo(new ClusterState(), SETTINGS, Ticker.system()).document("swarm/2.0.0", 0);
        for (String field :
                List.of("Driver", "OSType", "Runtimes", "DefaultRuntime", "SecurityOptions", "MemoryLimit")) {
            JsonNode value = info.path(field);
            assertThat(value.isMissingNode() || value.isNull()).as(field).isFalse();
        }
        assertThat(info.path("NCPU").asInt()).isZero();
    }
}
