package io.flotilla.proxy.engine.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.ContainerView.MountPoint;
import io.flotilla.proxy.state.ContainerView.NetworkAttachment;
import io.flotilla.proxy.state.ContainerView.Port;
import io.flotilla.proxy.state.Liveness;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads containers of one engine from entries of {@code /containers/json}. */
public final class ContainerReader {
    private static final Pattern EXIT_CODE = Pattern.compile("^(?:Exited|Restarting) \\((\\d{1,9})\\)");

    private final EngineFacts facts;
    private final EntryEncoder encoder;

    public ContainerReader(EngineFacts facts) {
        this.facts = facts;
        this.encoder = new EntryEncoder(facts);
    }

    /** Reads a whole list. */
    public List<Listed> listed(JsonNode list) {
        List<Listed> found = new ArrayList<>(list.size());
        list.forEach(entry -> found.add(entry(entry)));
        return found;
    }

    private Listed entry(JsonNode entry) {
        Instant created = Instant.ofEpochSecond(Json.number(entry, "Created")).plus(facts.clockDelta());
        String status = Json.text(entry, "Status");
        ContainerView view = new ContainerView(
                facts.address(),
                Json.text(entry, "Id"),
                Json.list(entry.path("Names")),
                Json.shared(Json.text(entry, "Image")),
                Json.shared(Json.text(entry, "ImageID")),
                created,
                guess(RunState.of(Json.text(entry, "State")), status, created),
                Json.texts(entry.path("Labels")),
                networks(entry),
                mounts(entry),
                ports(entry),
                Optional.empty(),
                encoder.encode(entry));
        return new Listed(view, status);
    }

    /** The list tells no times, so its creation stands for them until the container is inspected. */
    private static Liveness guess(RunState state, String status, Instant created) {
        Matcher exited = EXIT_CODE.matcher(status);
        int exitCode = exited.find() ? Integer.parseInt(exited.group(1)) : 0;
        Instant started = state == RunState.CREATED ? Instant.EPOCH : created;
        Instant finished = state.running() && state != RunState.RESTARTING ? Instant.EPOCH : started;
        return new Liveness(state, exitCode, started, finished, health(status));
    }

    private static String health(String status) {
        if (status.endsWith("(health: starting)")) {
            return "starting";
        }
        if (status.endsWith("(healthy)")) {
            return "healthy";
        }
        return status.endsWith("(unhealthy)") ? "unhealthy" : "none";
    }

    private static Map<String, NetworkAttachment> networks(JsonNode entry) {
        Map<String, NetworkAttachment> found = new HashMap<>();
        Json.at(entry, "NetworkSettings", "Networks").properties().forEach(n -> {
            JsonNode settings = n.getValue();
            found.put(
                    Json.shared(n.getKey()),
                    new NetworkAttachment(
                            Json.shared(Json.text(settings, "NetworkID")),
                            Json.text(settings, "EndpointID"),
                            Json.text(settings, "MacAddress"),
                            Json.text(settings, "IPAddress"),
                            Json.text(settings, "GlobalIPv6Address"),
                            Json.list(settings.path("Aliases"))));
        });
        return found;
    }

    private static List<MountPoint> mounts(JsonNode entry) {
        List<MountPoint> found = new ArrayList<>();
        entry.path("Mounts")
                .forEach(m -> found.add(new MountPoint(
                        Json.shared(Json.text(m, "Type")),
                        Json.text(m, "Name"),
                        Json.shared(Json.text(m, "Destination")),
                        Json.shared(Json.text(m, "Driver")))));
        return found;
    }

    private static List<Port> ports(JsonNode entry) {
        List<Port> found = new ArrayList<>();
        entry.path("Ports")
                .forEach(p -> found.add(new Port(
                        Json.shared(Json.text(p, "IP")),
                        (int) Json.number(p, "PrivatePort"),
                        (int) Json.number(p, "PublicPort"),
                        Json.shared(Json.text(p, "Type")))));
        return found;
    }
}
