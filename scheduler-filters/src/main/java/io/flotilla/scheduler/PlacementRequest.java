package io.flotilla.scheduler;

import java.util.List;

/**
 * What a container to be created asks of its node.
 *
 * @param cpus in billionths of a CPU; 0 asks for none
 * @param memory in bytes; 0 asks for none
 */
public record PlacementRequest(
        long cpus, long memory, Ports ports, Dependencies dependencies, Expressions expressions) {

    /** Asks for nothing. */
    public static final PlacementRequest ANY =
            new PlacementRequest(0, 0, Ports.NONE, Dependencies.NONE, Expressions.NONE);

    public PlacementRequest withResources(long newCpus, long newMemory) {
        return new PlacementRequest(newCpus, newMemory, ports, dependencies, expressions);
    }

    public PlacementRequest withPorts(Ports newPorts) {
        return new PlacementRequest(cpus, memory, newPorts, dependencies, expressions);
    }

    public PlacementRequest withDependencies(Dependencies newDependencies) {
        return new PlacementRequest(cpus, memory, ports, newDependencies, expressions);
    }

    public PlacementRequest withExpressions(Expressions newExpressions) {
        return new PlacementRequest(cpus, memory, ports, dependencies, newExpressions);
    }

    /**
     * Ports of the node that the container needs.
     *
     * @param hostMode whether it lives in the host's network; then its exposed ports count instead of the bindings
     * @param exposed {@code 80/tcp}
     */
    public record Ports(boolean hostMode, List<String> exposed, List<PortBinding> bindings) {
        public static final Ports NONE = new Ports(false, List.of(), List.of());

        public Ports {
            exposed = List.copyOf(exposed);
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * One port to be published.
     *
     * @param containerPort {@code 80/tcp}; without a protocol it is tcp
     * @param hostIp empty, {@code 0.0.0.0} or {@code ::} mean all addresses
     * @param hostPort a number, a range {@code 8000-8010} of which one is enough, or empty for any
     */
    public record PortBinding(String containerPort, String hostIp, String hostPort) {}

    /**
     * Containers that must be on the same node, by id or name.
     *
     * @param volumesFrom as the client sent them, {@code name[:ro]}
     * @param links as the client sent them, {@code name[:alias]}
     * @param network the container whose network is shared; empty if none
     */
    public record Dependencies(List<String> volumesFrom, List<String> links, String network) {
        public static final Dependencies NONE = new Dependencies(List.of(), List.of(), "");

        public Dependencies {
            volumesFrom = List.copyOf(volumesFrom);
            links = List.copyOf(links);
        }
    }

    /** Unparsed expressions without their prefix: {@code storage==ssd}. */
    public record Expressions(List<String> affinities, List<String> constraints, List<String> whitelists) {
        public static final Expressions NONE = new Expressions(List.of(), List.of(), List.of());

        public Expressions {
            affinities = List.copyOf(affinities);
            constraints = List.copyOf(constraints);
            whitelists = List.copyOf(whitelists);
        }
    }
}
