package io.flotilla.proxy.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.state.ImageView;
import io.flotilla.proxy.state.NetworkView;
import io.flotilla.proxy.state.VolumeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of the cluster state, with what a test does not care about filled in. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final int CPUS = 4;
    private static final long MEMORY = 8L << 30;

    private Samples() {}

    /** A state with healthy engines {@code node-1} and so on at {@link #address}. */
    public static ClusterState state(int engines) {
        ClusterState state = new ClusterState();
        for (int i = 1; i <= engines; i++) {
            state.putEngine(engine(i, new EngineHealth.Healthy()));
        }
        return state;
    }

    public static String address(int engine) {
        return FakeCluster.address(engine);
    }

    public static EngineView engine(int number, EngineHealth health) {
        return new EngineView(
                address(number), "10.0.0." + number, "node-" + number, Optional.of(specs(number)), health, 0, "", NOON);
    }

    public static EngineSpecs specs(int number) {
        ObjectNode info = FakeEngine.JSON.createObjectNode();
        info.put("ID", "ID-" + number).put("Name", "node-" + number).put("Driver", "overlay2");
        return new EngineSpecs(
                "ID-" + number,
                "28.5.2",
                new ApiRange(ApiVersion.of(1, 24), ApiVersion.of(1, 51)),
                CPUS,
                MEMORY,
                Map.of("storage", "ssd", "ostype", "linux"),
                Duration.ZERO,
                info,
                FakeEngine.JSON.createObjectNode());
    }

    public static ContainerSample container(int engine, String id, String name) {
        return new ContainerSample(address(engine), id, name);
    }

    public static ImageView image(int engine, String id, List<String> tags, List<String> digests) {
        return image(engine, id, tags, digests, FakeEngine.JSON.createObjectNode());
    }

    /** @param raw what the list entry holds besides its id */
    public static ImageView image(int engine, String id, List<String> tags, List<String> digests, ObjectNode raw) {
        return new ImageView(address(engine), id, tags, digests, NOON.getEpochSecond(), Map.of(), raw.put("Id", id));
    }

    public static NetworkView network(int engine, String id, String name, String scope) {
        ObjectNode raw = FakeEngine.JSON.createObjectNode().put("Id", id).put("Name", name);
        return new NetworkView(
                address(engine), id, name, scope.equals("local") ? "bridge" : "overlay", scope, Map.of(), raw);
    }

    public static VolumeView volume(int engine, String name, String driver) {
        ObjectNode raw = FakeEngine.JSON.createObjectNode().put("Name", name).put("Driver", driver);
        return new VolumeView(address(engine), name, driver, Map.of(), raw);
    }
}
