package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.schemes.Discoveries;
import io.flotilla.proxy.api.ApiOptions;
import io.flotilla.proxy.cluster.ClusterSettings;
import io.flotilla.proxy.engine.EngineSettings;
import io.flotilla.proxy.engine.TransportFactory;
import io.flotilla.proxy.http.Listener;
import io.flotilla.proxy.http.TlsTerms;
import io.flotilla.proxy.tls.TlsMaterial;
import io.flotilla.proxy.transport.EngineAddress;
import io.flotilla.proxy.transport.HttpTransport;
import io.flotilla.proxy.transport.TlsClient;
import io.flotilla.scheduler.Scheduler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Everything a manager is made of that depends on the command line.
 *
 * @param discovery latent; the manager starts and closes it
 * @param listeners where clients connect
 */
record ManagerSetup(
        Discovery discovery,
        List<Listener> listeners,
        TransportFactory transports,
        EngineSettings engines,
        Scheduler scheduler,
        ClusterSettings cluster,
        ApiOptions api) {

    ManagerSetup {
        listeners = List.copyOf(listeners);
    }

    /** Does no I/O besides asking for the host name. */
    static ManagerSetup of(ManageOptions options) {
        RandomGenerator random = new Random();
        Scheduler scheduler = new Scheduler(options.filters(), options.strategy(), random);
        ManageOptions.EngineTimes times = options.engineTimes();
        return new ManagerSetup(
                Discoveries.create(options.discovery(), options.discoverySettings()),
                options.hosts().stream()
                        .map(host -> listener(host, options.tls()))
                        .toList(),
                transports(options.tls()),
                EngineSettings.defaults()
                        .withFailureRetry(times.failureRetry())
                        .withRefresh(times.refreshMin(), times.refreshMax()),
                scheduler,
                new ClusterSettings(
                        hostName(),
                        scheduler.strategyName(),
                        scheduler.filterNames(),
                        options.cluster().overcommit(),
                        options.experimental(),
                        options.warnings()),
                new ApiOptions(
                        options.cors(),
                        options.cluster().createRetry(),
                        options.refreshOnNodeFilter(),
                        options.nameRefreshFilter()));
    }

    private static Listener listener(Listener host, Optional<TlsMaterial> tls) {
        return tls.map(t -> host.with(new TlsTerms(t.context(), t.verify()))).orElse(host);
    }

    private static TransportFactory transports(Optional<TlsMaterial> tls) {
        return tls.<TransportFactory>map(t -> address ->
                        HttpTransport.secured(EngineAddress.parse(address), new TlsClient(t.context(), t.verify())))
                .orElse(address -> HttpTransport.plain(EngineAddress.parse(address)));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "<unknown>";
        }
    }
}
