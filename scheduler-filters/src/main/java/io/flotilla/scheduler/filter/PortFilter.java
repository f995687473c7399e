package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.NodeContents;
import io.flotilla.scheduler.Pass;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.PortBinding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps nodes whose ports are free: the exposed ones in the host's network, the published ones otherwise. The two
 * worlds do not see each other, and stopped containers keep their ports, as in classic Swarm; unlike there the protocol
 * matters and a range needs only one free port.
 */
final class PortFilter implements Filter {

    @Override
    public String name() {
        return "port";
    }

    @Override
    public List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        PlacementRequest.Ports ports = request.ports();
        if (ports.hostMode()) {
            return ports.exposed().isEmpty()
                    ? candidates
                    : candidates.stream()
                            .filter(c -> exposureFree(c.contents(), ports.exposed()))
                            .toList();
        }
        List<WantedPort> wanted = ports.bindings().stream()
                .flatMap(b -> WantedPort.of(b).stream())
                .toList();
        return wanted.isEmpty()
                ? candidates
                : candidates.stream()
                        .filter(c -> bindingsFree(c.contents(), wanted))
                        .toList();
    }

    @Override
    public List<String> explain(PlacementRequest request) {
        PlacementRequest.Ports ports = request.ports();
        return ports.hostMode()
                ? ports.exposed().stream()
                        .map(port -> "port " + port + " (Host mode)")
                        .toList()
                : ports.bindings().stream()
                        .map(PortBinding::hostPort)
                        .map(port -> "port " + port + " (Bridge mode)")
                        .toList();
    }

    private static boolean exposureFree(NodeContents node, List<String> exposed) {
        for (String taken : node.hostModePorts()) {
            if (exposed.contains(taken)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bindingsFree(NodeContents node, List<WantedPort> wanted) {
        for (WantedPort port : wanted) {
            Set<Integer> taken = new HashSet<>();
            for (NodeContents.PortClaim claim : node.portClaims()) {
                if (port.meets(claim)) {
                    taken.add(claim.hostPort());
                }
            }
            if (taken.size() >= port.size()) {
                return false;
            }
        }
        return true;
    }
}
