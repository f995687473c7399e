package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.WatchedEngine.Surroundings;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of the cluster: keeps one watcher for each address that discovery gives. Safe for any thread. */
public final class EngineRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineRegistry.class);

    private final Surroundings around;
    private final Map<String, WatchedEngine> engines = new ConcurrentHashMap<>();
    private final ReentrantLock changing = new ReentrantLock();
    private final Set<Thread> closing = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = new HashSet<>();
    private boolean closed;

    public EngineRegistry(
            ClusterState state,
            TransportFactory transports,
            EngineSettings settings,
            EngineListener listener,
            Ticker ticker) {
        this.around = new Surroundings(state, transports, settings, listener, ticker);
    }

    /**
     * Makes these the engines of the cluster; those that are not among them leave first, with all they have. Does not
     * wait for engines: new ones show up pending, and the connections of old ones are closed in the background.
     */
    public void setAddresses(Set<String> addresses) {
        changing.lock();
        try {
            if (closed) {
                return;
            }
            for (WatchedEngine engine : List.copyOf(engines.values())) {
                if (!addresses.contains(engine.address())) {
                    engines.remove(engine.address());
                    engine.leave();
                    closeInBackground(engine);
                }
            }
            for (String address : addresses) {
                if (!engines.containsKey(address)) {
                    add(address);
                }
            }
            refused.retainAll(addresses);
        } finally {
            changing.unlock();
        }
    }

    /** The engine that discovery knows by this address. */
    public Optional<EngineHandle> engine(String address) {
        return Optional.ofNullable(engines.get(address));
    }

    public Collection<EngineHandle> all() {
        return List.copyOf(engines.values());
    }

    /** Lets all engines go and waits for their threads. */
    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            engines.values().forEach(this::closeInBackground);
            engines.clear();
        } finally {
            changing.unlock();
        }
        // Each engine's threads are waited for with a deadline, so this ends.
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void add(String address) {
        try {
            WatchedEngine engine = new WatchedEngine(address, around);
            engines.put(address, engine);
            engine.start();
        } catch (IllegalArgumentException e) {
            // One bad line in a file of nodes must not keep the others out.
            if (refused.add(address)) {
                log.error("addr={} is no address of an engine and is left out: {}", address, e.getMessage());
            }
        }
    }

    private void closeInBackground(WatchedEngine engine) {
        Thread thread = Thread.ofVirtual()
                .name("close engine " + engine.address())
                .unstarted(() -> {
                    try {
                        engine.close();
                    } finally {
                        closing.remove(Thread.currentThread());
                    }
                });
        closing.add(thread);
        thread.start();
    }
}
