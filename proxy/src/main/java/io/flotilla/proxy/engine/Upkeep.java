package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.Refresher.Requests;
import io.flotilla.proxy.engine.reading.EngineFacts;
import io.flotilla.proxy.engine.reading.EngineRejected;
import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.lifecycle.Backoff;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on a connected engine beside listening to its events: a sign of life now and then, a full list against
 * drift, its description every few minutes; all of it earlier when somebody asks or a call failed.
 */
final class Upkeep implements Requests {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final Engine engine;
    private final EngineClient client;
    private final FullReader reader;
    private final EngineSettings settings;
    private final Alarm alarm;
    private final Ticker ticker;
    private final SplittableRandom random = new SplittableRandom();
    private volatile boolean specsWanted;
    private volatile boolean listWanted;

    Upkeep(Engine engine, EngineClient client, FullReader reader, EngineSettings settings, Alarm alarm, Ticker ticker) {
        this.engine = engine;
        this.client = client;
        this.reader = reader;
        this.settings = settings;
        this.alarm = alarm;
        this.ticker = ticker;
    }

    @Override
    public void readSpecsSoon() {
        specsWanted = true;
        alarm.ring();
    }

    @Override
    public void listAllSoon() {
        listWanted = true;
        alarm.ring();
    }

    /** Goes on until {@code over}, or until the engine is unhealthy or turns out to be another. */
    void run(BooleanSupplier over) throws InterruptedException {
        specsWanted = false;
        listWanted = false;
        long specsAt = ticker.nanos() + settings.specsEvery().toNanos();
        long listAt = ticker.nanos() + listPause();
        int misses = 0;
        while (!over.getAsBoolean() && engine.view().healthy()) {
            alarm.await(pause(misses, Math.min(specsAt, listAt)));
            if (over.getAsBoolean() || !engine.view().healthy()) {
                return;
            }
            boolean specsDue = specsWanted || ticker.nanos() >= specsAt;
            boolean listDue = listWanted || ticker.nanos() >= listAt;
            try {
                // After a failure the short question comes first: whether anybody is there at all.
                if (misses > 0 || (!specsDue && !listDue)) {
                    client.ping();
                }
                if (specsDue) {
                    specsWanted = false;
                    specsAt = ticker.nanos() + settings.specsEvery().toNanos();
                    specs();
                }
                if (listDue) {
                    listWanted = false;
                    listAt = ticker.nanos() + listPause();
                    reader.everything(Doubt::changed);
                }
                misses = 0;
            } catch (TransportException | ClusterFailure e) {
                // What was due still is: the next try is a short pause away, the next turn perhaps a minute.
                specsWanted |= specsDue;
                listWanted |= listDue;
                misses++;
                alarm.silence(); // the failed call rang itself
                log.debug("engine={} upkeep failed: {}", engine.shownName(), e.getMessage());
            }
        }
    }

    private void specs() throws InterruptedException {
        EngineFacts before = FullReader.facts(engine.view());
        try {
            Reading reading = reader.specs(client);
            if (!engine.described(reading, HostAddress.of(engine.view().address()))) {
                return;
            }
        } catch (EngineRejected e) {
            log.warn("engine={} Update engine specs failed: {}", engine.shownName(), e.reason());
            return;
        }
        EngineFacts now = FullReader.facts(engine.view());
        if (!now.equals(before)) {
            reader.everything(FullReader.doubtful(before, now, ticker.now()));
        }
    }

    private Duration pause(int misses, long dueAt) {
        if (misses > 0) {
            return new Backoff(settings.firstRetry(), settings.retryCap()).pause(misses, random);
        }
        long due = Math.max(0, dueAt - ticker.nanos());
        return Duration.ofNanos(Math.min(due, settings.heartbeat().toNanos()));
    }

    private long listPause() {
        long min = settings.refreshMin().toNanos();
        long max = settings.refreshMax().toNanos();
        return max > min ? random.nextLong(min, max) : min;
    }
}
