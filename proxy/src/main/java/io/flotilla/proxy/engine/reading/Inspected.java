package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.state.ContainerNeeds;
import io.flotilla.proxy.state.ContainerNeeds.PortBinding;
import io.flotilla.proxy.state.Liveness;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the inspect document of a container adds to its list entry.
 *
 * @param created in the manager's time, finer than the list's seconds
 * @param aliases by network name
 */
public record Inspected(Liveness liveness, ContainerNeeds needs, Instant created, Map<String, List<String>> aliases) {

    public Inspected {
        aliases = Map.copyOf(aliases);
    }

    /** Reads an answer of {@code /containers/{id}/json}. */
    public static Inspected read(JsonNode document, Duration clockDelta) {
        Instant created = Json.time(Json.text(document, "Created"));
        Map<String, List<String>> aliases = new HashMap<>();
        document.path("NetworkSettings")
                .path("Networks")
                .properties()
                .forEach(n -> aliases.put(n.getKey(), Json.list(n.getValue().path("Aliases"))));
        return new Inspected(
                liveness(document.path("State")).shifted(clockDelta),
                needs(document),
                created.equals(Instant.EPOCH) ? created : created.plus(clockDelta),
                aliases);
    }

    private static Liveness liveness(JsonNode state) {
        String health = Json.text(state, "Health", "Status");
        return new Liveness(
                RunState.of(Json.text(state, "Status")),
                (int) Json.number(state, "ExitCode"),
                Json.time(Json.text(state, "StartedAt")),
                Json.time(Json.text(state, "FinishedAt")),
                health.isEmpty() ? "none" : Json.shared(health));
    }

    private static ContainerNeeds needs(JsonNode document) {
        JsonNode host = document.path("HostConfig");
        List<PortBinding> ports = new ArrayList<>();
        host.path("PortBindings")
                .properties()
                .forEach(port -> port.getValue()
                        .forEach(binding -> ports.add(new PortBinding(
                                Json.shared(port.getKey()),
                                Json.shared(Json.text(binding, "HostIp")),
                                Json.text(binding, "HostPort")))));
        List<String> exposed = new ArrayList<>();
        document.path("Config").path("ExposedPorts").fieldNames().forEachRemaining(p -> exposed.add(Json.shared(p)));
        return new ContainerNeeds(
                Json.number(host, "Memory"),
                Json.number(host, "NanoCpus"),
                Json.number(host, "CpuShares"),
                Json.shared(Json.text(host, "NetworkMode")),
                ports,
                exposed,
                Json.flag(host, "AutoRemove"),
                Json.shared(Json.text(host, "RestartPolicy", "Name")));
    }
}
