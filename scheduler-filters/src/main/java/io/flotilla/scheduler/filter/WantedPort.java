package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.NodeContents.PortClaim;
import io.flotilla.scheduler.PlacementRequest.PortBinding;
import java.util.Optional;
import java.util.Set;

/** A requested host port: one number, or a range of which any will do. */
record WantedPort(String hostIp, String protocol, int first, int last) {
    private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::");
    private static final int LARGEST_PORT = 65_535;

    /** Empty if any port will do, or if it is no number, which the engine will complain of. */
    static Optional<WantedPort> of(PortBinding binding) {
        String port = binding.hostPort();
        int dash = port.indexOf('-');
        int first = number(dash < 0 ? port : port.substring(0, dash));
        int last = dash < 0 ? first : number(port.substring(dash + 1));
        if (first <= 0 || last < first) {
            return Optional.empty();
        }
        int slash = binding.containerPort().indexOf('/');
        String protocol = slash < 0 ? "tcp" : binding.containerPort().substring(slash + 1);
        return Optional.of(new WantedPort(binding.hostIp(), protocol, first, last));
    }

    int size() {
        return last - first + 1;
    }

    /** Whether the claim takes one of these ports. */
    boolean meets(PortClaim claim) {
        return claim.hostPort() >= first
                && claim.hostPort() <= last
                && claim.protocol().equals(protocol)
                && (claim.hostIp().equals(hostIp)
                        || ALL_ADDRESSES.contains(claim.hostIp())
                        || ALL_ADDRESSES.contains(hostIp));
    }

    /** -1 if it is no port. */
    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number > LARGEST_PORT ? -1 : number;
    }
}
