package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.proxy.cluster.ClusterSettings;
import io.flotilla.proxy.engine.EngineSettings;
import io.flotilla.proxy.engine.TransportFactory;
import io.flotilla.proxy.http.Listener;
import io.flotilla.scheduler.Scheduler;
import java.util.List;

/**
 * Everything a manager is made of that depends on the command line.
 *
 * @param discovery latent; the manager starts and closes it
 * @param listeners where clients connect
 */
public record ManagerSetup(
        Discovery discovery,
        List<Listener> listeners,
        TransportFactory transports,
        EngineSettings engines,
        Scheduler scheduler,
        ClusterSettings cluster) {

    public ManagerSetup {
        listeners = List.copyOf(listeners);
    }
}
