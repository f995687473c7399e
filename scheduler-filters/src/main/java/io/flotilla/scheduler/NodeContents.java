package io.flotilla.scheduler;

import java.util.List;
import java.util.Map;

/**
 * What is on one node, seen through the caller's own data without copying it. Everything counts, whatever its state:
 * stopped containers and those just being created too. Must stay the same during one call of the scheduler.
 */
public interface NodeContents {

    /** Every container of the node. */
    Iterable<? extends NodeContainer> containers();

    /** Every image of the node. */
    Iterable<? extends NodeImage> images();

    /**
     * Ports of the node's addresses that containers hold (as listed by the engine) or asked for. A container that asked
     * for a range holds only the port it was given.
     */
    Iterable<PortClaim> portClaims();

    /** Ports exposed by containers in the host's network, {@code 80/tcp}. */
    Iterable<String> hostModePorts();

    /** Whether this is a container of the node by id, id prefix, swarm id or name. */
    boolean hasContainer(String reference);

    /** A container as affinities see it. */
    interface NodeContainer {
        String id();

        /** Names without the leading slash. */
        List<String> names();

        Map<String, String> labels();
    }

    /** An image as affinities see it. */
    interface NodeImage {
        /** With its {@code sha256:}. */
        String id();

        /** {@code repo:tag} */
        List<String> tags();

        /** {@code repo@sha256:...} */
        List<String> digests();
    }

    /**
     * A port of the node that is taken.
     *
     * @param hostIp empty, {@code 0.0.0.0} or {@code ::} mean all addresses
     * @param protocol {@code tcp}, {@code udp} or {@code sctp}
     */
    record PortClaim(String hostIp, int hostPort, String protocol) {}

    /** Nothing at all. */
    static NodeContents empty() {
        return EmptyNode.INSTANCE;
    }
}
