package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.reading.EngineRejected;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.lifecycle.Backoff;
import io.flotilla.proxy.lifecycle.Scope;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is known of one engine in step with it, for as long as the engine belongs to the cluster: one session after
 * the other, with growing pauses while the engine is down.
 */
final class EngineWatcher {
    private static final Logger log = LoggerFactory.getLogger(EngineWatcher.class);

    /** A healthy engine whose events broke off is not left alone for long. */
    private static final Duration LONGEST_DEAFNESS = Duration.ofSeconds(10);

    private final Engine engine;
    private final EngineSession session;
    private final Alarm alarm;
    private final EngineSettings settings;
    private final Scope scope;
    private final Ticker ticker;
    private final SplittableRandom random = new SplittableRandom();

    EngineWatcher(
            Engine engine, EngineSession session, Alarm alarm, EngineSettings settings, Scope scope, Ticker ticker) {
        this.engine = engine;
        this.session = session;
        this.alarm = alarm;
        this.settings = settings;
        this.scope = scope;
        this.ticker = ticker;
    }

    /** Watches until the scope is closed. */
    void watch() {
        int failures = 0;
        try {
            while (!scope.closed()) {
                long began = ticker.nanos();
                boolean connected = attempt(failures);
                // A connection that never lasts is a failure too: its full lists cost more than they are worth.
                boolean lasted = connected && ticker.nanos() - began > LONGEST_DEAFNESS.toNanos();
                failures = lasted ? 1 : failures + 1;
                // What rang during the session was about the session; without this a dead engine would be tried at
                // once.
                alarm.silence();
                if (!scope.closed()) {
                    alarm.await(pause(failures));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One session; true if it got as far as watching. */
    private boolean attempt(int failures) throws InterruptedException {
        try {
            session.run();
        } catch (EngineRejected e) {
            engine.rejected(e.reason());
            report(failures, e.reason());
        } catch (TransportException e) {
            report(failures, String.valueOf(e.getMessage()));
        } catch (ClusterFailure e) {
            engine.rejected(String.valueOf(e.getMessage()));
            report(failures, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!scope.closed()) {
                engine.rejected("unexpected answer: " + e);
                log.error(
                        "engine={} addr={} watching failed unexpectedly",
                        engine.shownName(),
                        engine.view().address(),
                        e);
            }
        }
        return session.wasConnected();
    }

    /** Only the first failure of a series is worth a line; health tells the rest. */
    private void report(int failures, String reason) {
        if (scope.closed()) {
            return;
        }
        String address = engine.view().address();
        if (session.wasConnected() && failures <= 1) {
            log.warn(
                    "engine={} addr={} error monitoring events, will restart: {}", engine.shownName(), address, reason);
        } else if (failures == 0) {
            log.warn("engine={} addr={} Failed to validate node: {}", engine.shownName(), address, reason);
        } else {
            log.debug("engine={} addr={} Failed to validate node again: {}", engine.shownName(), address, reason);
        }
    }

    private Duration pause(int failures) {
        boolean deaf = engine.view().health() instanceof EngineHealth.Healthy;
        Duration cap =
                deaf && settings.retryCap().compareTo(LONGEST_DEAFNESS) > 0 ? LONGEST_DEAFNESS : settings.retryCap();
        Duration first = settings.firstRetry().compareTo(cap) > 0 ? cap : settings.firstRetry();
        return new Backoff(first, cap).pause(failures, random);
    }
}
