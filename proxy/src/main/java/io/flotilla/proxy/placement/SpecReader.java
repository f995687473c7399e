package io.flotilla.proxy.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Dependencies;
import io.flotilla.scheduler.PlacementRequest.PortBinding;
import io.flotilla.scheduler.PlacementRequest.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the body of a create request asks of its node. */
public final class SpecReader {
    private static final String CONTAINER_MODE = "container:";

    private SpecReader() {}

    /** Reads the request and moves scheduling entries from the body's environment into its labels. */
    public static PlacementRequest read(ObjectNode body) {
        JsonNode host = body.path("HostConfig");
        String networkMode = host.path("NetworkMode").asText("");
        return new PlacementRequest(
                Math.max(0, host.path("NanoCpus").asLong()),
                Math.max(0, memory(body, host)),
                new Ports(networkMode.equals("host"), exposed(body), bindings(host)),
                new Dependencies(
                        texts(host.path("VolumesFrom")),
                        texts(host.path("Links")),
                        networkMode.startsWith(CONTAINER_MODE) ? networkMode.substring(CONTAINER_MODE.length()) : ""),
                SchedulingLabels.settle(body));
    }

    /** Clients of the oldest versions send the limit at the top level. */
    private static long memory(ObjectNode body, JsonNode host) {
        long legacy = body.path("Memory").asLong();
        return legacy != 0 ? legacy : host.path("Memory").asLong();
    }

    private static List<String> exposed(ObjectNode body) {
        List<String> ports = new ArrayList<>();
        body.path("ExposedPorts").fieldNames().forEachRemaining(ports::add);
        return ports;
    }

    private static List<PortBinding> bindings(JsonNode host) {
        List<PortBinding> bindings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> port : host.path("PortBindings").properties()) {
            for (JsonNode binding : port.getValue()) {
                bindings.add(new PortBinding(
                        port.getKey(),
                        binding.path("HostIp").asText(""),
                        binding.path("HostPort").asText("")));
            }
        }
        return bindings;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText("")));
        return texts;
    }
}
