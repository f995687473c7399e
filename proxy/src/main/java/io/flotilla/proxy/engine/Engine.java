package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identity and health of one engine, published to the cluster state on every change.
 *
 * <p>Pending until the watcher has validated it; Healthy then; Unhealthy after too many failed contacts in a row and
 * Healthy again with the first answer; Pending again when another engine turns up at its address. Any thread; views are
 * published in the order of the changes, under no lock.
 */
final class Engine implements CallOutcomes {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ClusterState state;
    private final int failureRetry;
    private final Ticker ticker;
    private final Runnable wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final InOrder publishing = new InOrder();
    private volatile EngineView view;
    private volatile boolean closed;

    /** @param wake called when there is reason to look at the engine at once; must not block */
    Engine(String address, ClusterState state, int failureRetry, Ticker ticker, Runnable wake) {
        this.state = state;
        this.failureRetry = failureRetry;
        this.ticker = ticker;
        this.wake = wake;
        this.view =
                new EngineView(address, "", "", Optional.empty(), new EngineHealth.Pending(""), 0, "", ticker.now());
    }

    /** Shows the engine in the cluster state, pending. */
    void appear() {
        change(v -> v);
    }

    EngineView view() {
        return view;
    }

    /** How to call it in logs and errors: its name, or its address while that is unknown. */
    String shownName() {
        EngineView now = view;
        return now.name().isEmpty() ? now.address() : now.name();
    }

    boolean unhealthy() {
        return view.health() instanceof EngineHealth.Unhealthy;
    }

    /**
     * The engine described itself.
     *
     * @return false if it is another engine than before, which therefore has to be validated anew from the start
     */
    boolean described(Reading reading, String ip) {
        String before = view.specs().map(EngineSpecs::dockerId).orElse("");
        String id = reading.specs().dockerId();
        if (!before.isEmpty() && !before.equals(id)) {
            String address = view.address();
            String reason = "Engine (ID: " + before + "|" + address + ", Addr: " + address
                    + ") shows up with another ID:" + id + "|" + address + ". It is being validated anew.";
            log.warn("engine={} addr={} {}", shownName(), address, reason);
            change(v -> new EngineView(
                    address,
                    ip,
                    v.name(),
                    Optional.empty(),
                    new EngineHealth.Pending(reason),
                    0,
                    reason,
                    ticker.now()));
            return false;
        }
        List<String> known = view.warnings();
        change(v -> v.withSpecs(ip.isEmpty() ? v.ip() : ip, reading.name(), reading.specs()));
        List<String> warnings = new ArrayList<>(reading.warnings());
        warnings.addAll(Twins.warnings(state, view));
        change(v -> v.withWarnings(warnings));
        warnings.stream().filter(w -> !known.contains(w)).forEach(w -> log.warn("engine={} {}", shownName(), w));
        return true;
    }

    /** The watcher has validated the engine and read all it has. */
    void ready() {
        revive();
    }

    /** The engine answers, but it cannot be used. */
    void rejected(String reason) {
        change(v -> v.withContact(v.failures(), reason, ticker.now())
                .withHealth(
                        v.health() instanceof EngineHealth.Pending ? new EngineHealth.Pending(reason) : v.health()));
    }

    @Override
    public void answered() {
        EngineView now = view;
        if (now.health() instanceof EngineHealth.Pending) {
            return;
        }
        boolean stale = now.updatedAt().plus(FRESH).isBefore(ticker.now());
        if (now.failures() > 0 || !now.error().isEmpty() || stale || !now.healthy()) {
            revive();
        }
    }

    @Override
    public void failed(TransportException failure, boolean decisive) {
        if (!decisive) {
            if (view.healthy() && !(failure instanceof TransportException.Closed)) {
                wake.run();
            }
            return;
        }
        String reason = String.valueOf(failure.getMessage());
        Change change = change(v -> {
            EngineView counted = v.withContact(v.failures() + 1, reason, ticker.now());
            return counted.withHealth(afterFailure(counted, reason));
        });
        if (change.before().healthy() && !change.after().healthy()) {
            log.error(
                    "engine={} addr={} Flagging engine as unhealthy. Connect failed {} times: {}",
                    shownName(),
                    change.after().address(),
                    change.after().failures(),
                    reason);
        }
        if (change.before().healthy()) {
            wake.run();
        }
    }

    /** The engine leaves the cluster: it disappears from the state, and nothing is published any more. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            publishing.add(() -> state.removeEngine(view.address()));
        } finally {
            lock.unlock();
        }
        publishing.run();
        if (!view.name().isEmpty()) {
            log.info("Removed Engine {}", view.name());
        }
    }

    private EngineHealth afterFailure(EngineView counted, String reason) {
        return switch (counted.health()) {
            case EngineHealth.Pending _ -> new EngineHealth.Pending(reason);
            case EngineHealth.Unhealthy old -> new EngineHealth.Unhealthy(old.since(), reason);
            case EngineHealth.Healthy healthy ->
                counted.failures() < failureRetry ? healthy : new EngineHealth.Unhealthy(ticker.now(), reason);
        };
    }

    private void revive() {
        Change change = change(v -> v.withContact(0, "", ticker.now()).withHealth(new EngineHealth.Healthy()));
        EngineView before = change.before();
        if (before.health() instanceof EngineHealth.Pending && change.after().healthy()) {
            log.info("Registered Engine {} at {}", shownName(), before.address());
        }
        if (before.health() instanceof EngineHealth.Unhealthy && change.after().healthy()) {
            log.info(
                    "engine={} addr={} Engine came back to life after {} retries. Hooray!",
                    shownName(),
                    before.address(),
                    before.failures());
            wake.run();
        }
    }

    private record Change(EngineView before, EngineView after) {}

    private Change change(UnaryOperator<EngineView> edit) {
        Change change;
        lock.lock();
        try {
            EngineView before = view;
            if (closed) {
                return new Change(before, before);
            }
            EngineView after = edit.apply(before);
            change = new Change(before, after);
            view = after;
            publishing.add(() -> state.putEngine(after));
        } finally {
            lock.unlock();
        }
        publishing.run();
        return change;
    }
}
