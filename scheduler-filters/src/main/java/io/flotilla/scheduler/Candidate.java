package io.flotilla.scheduler;

import java.util.Map;

/**
 * One node that might take the container, as it is now, with everything that was promised to requests in flight counted
 * in.
 *
 * @param id the engine's own id
 * @param name the node's name, which constraints and whitelists know
 * @param address {@code host:port}; not looked at, identifies the node for the caller
 * @param labels engine labels, with the standard ones (storagedriver, kernelversion, operatingsystem, ostype)
 * @param healthIndicator 0 (down) to 100 (well); always outweighs load
 * @param totalCpus in billionths of a CPU, with overcommit
 * @param totalMemory in bytes, with overcommit
 * @param usedCpus sum over all containers, running or not, in billionths of a CPU
 * @param usedMemory sum over all containers, running or not, in bytes
 * @param containers number of containers, running or not
 * @param contents what is on the node; asked only as far as the request needs it
 */
public record Candidate(
        String id,
        String name,
        String address,
        Map<String, String> labels,
        int healthIndicator,
        long totalCpus,
        long totalMemory,
        long usedCpus,
        long usedMemory,
        int containers,
        NodeContents contents) {

    public Candidate {
        labels = Map.copyOf(labels);
    }

    @Override
    public String toString() {
        return name + "(" + address + ")";
    }
}
