package io.flotilla.proxy.engine;

import io.flotilla.proxy.transport.Deadlines;
import java.time.Duration;

/**
 * How engines are watched.
 *
 * @param failureRetry failed contacts in a row that make an engine unhealthy
 * @param refreshMin shortest pause between two full lists of an engine
 * @param refreshMax longest such pause
 * @param heartbeat pause between two pings of a healthy engine
 * @param firstRetry pause before a broken or refused engine is tried again; doubles
 * @param retryCap longest pause between two tries of an engine that is down
 * @param specsEvery age at which {@code info} and {@code version} are read again
 * @param eventPatience how long an event may wait for the state to reflect it
 * @param call limits of the manager's own calls
 * @param probe limits of a ping
 */
public record EngineSettings(
        int failureRetry,
        Duration refreshMin,
        Duration refreshMax,
        Duration heartbeat,
        Duration firstRetry,
        Duration retryCap,
        Duration specsEvery,
        Duration eventPatience,
        Deadlines call,
        Deadlines probe) {

    public EngineSettings {
        if (failureRetry < 1 || refreshMin.isNegative() || refreshMax.compareTo(refreshMin) < 0) {
            throw new IllegalArgumentException("engine settings need a retry of 1 or more and 0 <= refresh min <= max");
        }
        if (retryCap.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("engine settings need first retry <= retry cap");
        }
    }

    /** The defaults of classic Swarm, with faster recovery. */
    public static EngineSettings defaults() {
        Duration five = Duration.ofSeconds(5);
        return new EngineSettings(
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Deadlines.call(),
                new Deadlines(five, five, five));
    }

    public EngineSettings withFailureRetry(int retry) {
        return new EngineSettings(
                retry, refreshMin, refreshMax, heartbeat, firstRetry, retryCap, specsEvery, eventPatience, call, probe);
    }

    public EngineSettings withRefresh(Duration min, Duration max) {
        return new EngineSettings(
                failureRetry, min, max, heartbeat, firstRetry, retryCap, specsEvery, eventPatience, call, probe);
    }

    public EngineSettings withRetries(Duration first, Duration cap) {
        return new EngineSettings(
                failureRetry, refreshMin, refreshMax, heartbeat, first, cap, specsEvery, eventPatience, call, probe);
    }

    public EngineSettings withHeartbeat(Duration every, Deadlines limits) {
        return new EngineSettings(
                failureRetry,
                refreshMin,
                refreshMax,
                every,
                firstRetry,
                retryCap,
                specsEvery,
                eventPatience,
                call,
                limits);
    }

    public EngineSettings withCall(Deadlines limits) {
        return new EngineSettings(
                failureRetry,
                refreshMin,
                refreshMax,
                heartbeat,
                firstRetry,
                retryCap,
                specsEvery,
                eventPatience,
                limits,
                probe);
    }

    public EngineSettings withEventPatience(Duration patience) {
        return new EngineSettings(
                failureRetry,
                refreshMin,
                refreshMax,
                heartbeat,
                firstRetry,
                retryCap,
                specsEvery,
                patience,
                call,
                probe);
    }
}
