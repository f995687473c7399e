package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.Refresher.Requests;
import io.flotilla.proxy.engine.reading.EngineFacts;
import io.flotilla.proxy.engine.reading.EngineRejected;
import io.flotilla.proxy.engine.reading.Listed;
import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.lifecycle.Backoff;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
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
    private BiPredicate<ContainerView, Listed> doubt = Doubt::changed;
    private long specsAt;
    private long listAt;
    private int specsFailures;
    private int listFailures;

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

    /** All is about to be read: what was wanted so far needs no reading of its own. What is wanted from now on does. */
    void begin() {
        specsWanted = false;
        listWanted = false;
    }

    /** Goes on until {@code over}, or until the engine is unhealthy or turns out to be another. */
    void run(BooleanSupplier over) throws InterruptedException {
        specsAt = ticker.nanos() + settings.specsEvery().toNanos();
        listAt = ticker.nanos() + listPause();
        specsFailures = 0;
        listFailures = 0;
        doubt = Doubt::changed;
        int misses = 0;
        while (!over.getAsBoolean() && engine.view().healthy()) {
            alarm.await(pause(misses));
            if (over.getAsBoolean() || !engine.view().healthy()) {
                return;
            }
            try {
                // After a failure the short question comes first: whether anybody is there at all.
                if (misses > 0 || (!specsDue() && !listDue())) {
                    client.ping();
                }
                // In this order a description that hangs does not keep the lists from being read.
                if (listDue()) {
                    list();
                }
                if (specsDue()) {
                    specs();
                }
                misses = 0;
            } catch (TransportException | ClusterFailure e) {
                misses++;
                alarm.silence(); // the failed call rang itself
                log.debug("engine={} upkeep failed: {}", engine.shownName(), e.getMessage());
            }
        }
    }

    private boolean specsDue() {
        return ticker.nanos() >= specsAt || (specsWanted && specsFailures == 0);
    }

    private void specs() throws InterruptedException {
        specsWanted = false;
        EngineFacts before = FullReader.facts(engine.view());
        boolean read = false;
        try {
            Reading reading = reader.specs(client);
            read = true;
            if (!engine.described(reading, HostAddress.of(engine.view().address()))) {
                return;
            }
        } catch (EngineRejected e) {
            read = true;
            log.warn("engine={} Update engine specs failed: {}", engine.shownName(), e.reason());
            return;
        } finally {
            specsFailures = read ? 0 : specsFailures + 1;
            specsAt = nextAt(settings.specsEvery().toNanos(), specsFailures);
        }
        EngineFacts now = FullReader.facts(engine.view());
        if (!now.equals(before)) {
            doubt = FullReader.doubtful(before, now, ticker.now()).or(doubt);
            list();
        }
    }

    /** Whoever wants a list has failed to read something; after a list that failed too, all of them have to wait. */
    private boolean listDue() {
        return ticker.nanos() >= listAt || (listWanted && listFailures == 0);
    }

    private void list() throws InterruptedException {
        listWanted = false;
        boolean complete = false;
        try {
            complete = reader.everything(doubt);
            doubt = Doubt::changed;
        } finally {
            listFailures = complete && !listWanted ? 0 : listFailures + 1;
            listAt = nextAt(listPause(), listFailures);
        }
    }

    private long nextAt(long pause, int failures) {
        return ticker.nanos()
                + (failures == 0 ? pause : Math.min(pause, backoff(failures).toNanos()));
    }

    private Duration backoff(int failures) {
        return new Backoff(settings.firstRetry(), settings.retryCap()).pause(failures, random);
    }

    private Duration pause(int misses) {
        if (misses > 0) {
            return backoff(misses);
        }
        long due = Math.max(0, Math.min(specsAt, listAt) - ticker.nanos());
        return Duration.ofNanos(Math.min(due, settings.heartbeat().toNanos()));
    }

    private long listPause() {
        long min = settings.refreshMin().toNanos();
        long max = settings.refreshMax().toNanos();
        return max > min ? random.nextLong(min, max) : min;
    }
}
