package io.flotilla.proxy.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container: the fields that lookups, filters, scheduling and healing need, and its list entry, already encoded.
 *
 * @param engine address of its engine
 * @param names engine form with the leading slash; the first is the shown one
 * @param image as in the list entry
 * @param created engine time corrected to the manager's clock
 * @param networks by network name
 * @param ports published and exposed ports as the engine lists them, wildcard addresses included
 * @param needs from inspect; empty until it was inspected
 * @param entry encoded list entry
 */
public record ContainerView(
        String engine,
        String id,
        List<String> names,
        String image,
        String imageId,
        Instant created,
        Liveness liveness,
        Map<String, String> labels,
        Map<String, NetworkAttachment> networks,
        List<MountPoint> mounts,
        List<Port> ports,
        Optional<ContainerNeeds> needs,
        ListEntry entry) {

    /** Label that survives rescheduling while the engine's id changes. */
    public static final String SWARM_ID = "com.docker.swarm.id";

    private static final int SHORT_ID = 12;

    /** Addresses of a container in one network; empty strings where the engine gave none. */
    public record NetworkAttachment(
            String networkId, String endpointId, String mac, String ipv4, String ipv6, List<String> aliases) {
        public NetworkAttachment {
            aliases = List.copyOf(aliases);
        }
    }

    /** A mount; {@code name} is empty unless it is a volume. */
    public record MountPoint(String type, String name, String destination, String driver) {}

    /** A port as {@code docker ps} lists it; {@code publicPort} is 0 when only exposed. */
    public record Port(String ip, int privatePort, int publicPort, String protocol) {}

    public ContainerView {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
        networks = Map.copyOf(networks);
        mounts = List.copyOf(mounts);
        ports = List.copyOf(ports);
    }

    /** Name without the slash; empty for a container without one. */
    public String name() {
        return names.isEmpty()
                ? ""
                : names.getFirst().substring(names.getFirst().startsWith("/") ? 1 : 0);
    }

    public String swarmId() {
        return labels.getOrDefault(SWARM_ID, "");
    }

    public String shortId() {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    public ContainerView withLiveness(Liveness newLiveness) {
        return new ContainerView(
                engine, id, names, image, imageId, created, newLiveness, labels, networks, mounts, ports, needs, entry);
    }
}
