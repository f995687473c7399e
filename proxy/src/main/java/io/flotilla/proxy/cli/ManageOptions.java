package io.flotilla.proxy.cli;

import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.Entry;
import io.flotilla.proxy.http.Listener;
import io.flotilla.proxy.tls.TlsMaterial;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything {@code manage} was told, checked.
 *
 * @param debug whether profiling endpoints are served
 * @param experimental shown in info and version, nothing else
 * @param discovery where the engines come from; its scheme is known and its text well-formed
 * @param filters in the order in which they run
 * @param hosts at least one
 * @param tls for listeners and calls alike; plain text without it
 * @param cors whether answers carry CORS headers
 * @param replication present if this manager is one of several
 * @param refreshOnNodeFilter whether a container list with a node filter refreshes the state first
 * @param nameRefreshFilter value of the name filter that refreshes the state first; empty for none
 */
public record ManageOptions(
        boolean debug,
        boolean experimental,
        DiscoveryUrl discovery,
        DiscoverySettings discoverySettings,
        Strategy strategy,
        List<Filter> filters,
        List<Listener> hosts,
        Optional<TlsMaterial> tls,
        boolean cors,
        EngineTimes engineTimes,
        ClusterOptions cluster,
        Optional<Replication> replication,
        boolean refreshOnNodeFilter,
        String nameRefreshFilter) {

    public ManageOptions {
        filters = List.copyOf(filters);
        hosts = List.copyOf(hosts);
    }

    /**
     * How engines are watched.
     *
     * @param failureRetry failed calls in a row that make an engine unhealthy
     */
    public record EngineTimes(Duration refreshMin, Duration refreshMax, int failureRetry) {}

    /**
     * {@code --cluster-opt}.
     *
     * @param overcommit 0.05 means that five percent more than there is may be promised; larger than -1
     * @param createRetry how often a failed creation is tried again
     */
    public record ClusterOptions(double overcommit, int createRetry) {}

    /**
     * Several managers, one of which leads.
     *
     * @param advertise where the others reach this one
     * @param ttl how long leadership outlives a manager that died
     */
    public record Replication(Entry advertise, Duration ttl) {}

    /** What operators should know about these options; for the log and for {@code docker info}. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        boolean verifying = tls.isPresent() && tls.get().verify();
        for (Listener host : hosts) {
            if (!host.loopback() && !verifying) {
                warnings.add("API is accessible on " + host + " without client verification: whoever can connect"
                        + " is root on every engine. Use --tlsverify");
            }
        }
        return warnings;
    }
}
