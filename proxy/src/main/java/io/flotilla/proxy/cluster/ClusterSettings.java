package io.flotilla.proxy.cluster;

import java.util.List;

/**
 * What the manager was told about the cluster.
 *
 * @param name the manager's host name
 * @param strategy name of the placement strategy
 * @param filters names of the filters in effect, in order
 * @param overcommit share of resources that may be promised beyond what nodes have, 0.05 for five percent
 * @param experimental shown in info and version
 * @param warnings shown in info
 */
public record ClusterSettings(
        String name,
        String strategy,
        List<String> filters,
        double overcommit,
        boolean experimental,
        List<String> warnings) {

    public ClusterSettings {
        filters = List.copyOf(filters);
        warnings = List.copyOf(warnings);
    }

    /** A node's resource with overcommit, in classic Swarm's whole percents. */
    public long withOvercommit(long value) {
        return value + value * (long) (overcommit * 100) / 100;
    }
}
