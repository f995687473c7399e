package io.flotilla.proxy.engine;

import io.flotilla.proxy.engine.Dirty.Batch;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads again what events said has changed, batch by batch, on one thread: one list for all containers of a batch, an
 * inspect for those where the list does not say enough, one list for any number of images.
 */
final class Refresher {
    private static final Logger log = LoggerFactory.getLogger(Refresher.class);

    /** A list of more ids would no longer be cheaper than a list of everything, and its URL would get too long. */
    private static final int MOST_IDS = 100;

    /** Pause after each batch: events that come in bursts share the next one. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private final Engine engine;
    private final Holdings holdings;
    private final Inspections inspections;
    private final Dirty dirty;
    private final Duration patience;
    private final Requests requests;

    /** What only the watcher can do; must not block. */
    interface Requests {
        void readSpecsSoon();

        void listAllSoon();
    }

    Refresher(
            Engine engine,
            Holdings holdings,
            Inspections inspections,
            Dirty dirty,
            Duration patience,
            Requests requests) {
        this.engine = engine;
        this.holdings = holdings;
        this.inspections = inspections;
        this.dirty = dirty;
        this.patience = patience;
        this.requests = requests;
    }

    /** Works until interrupted. */
    void work() {
        try {
            while (true) {
                Batch batch = dirty.take();
                try {
                    refresh(batch);
                } finally {
                    dirty.done(batch);
                }
                Thread.sleep(GATHER);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh(Batch batch) throws InterruptedException {
        List<CompletableFuture<Void>> inspects = new ArrayList<>();
        attempt(() -> containers(batch).forEach(id -> inspects.add(inspections.request(id))));
        if (batch.images) {
            attempt(holdings::images);
        }
        batch.networks.forEach(id -> attempt(() -> holdings.network(id)));
        batch.volumes.forEach(name -> attempt(() -> holdings.volume(name)));
        if (batch.specs) {
            requests.readSpecsSoon();
        }
        await(inspects, patience);
    }

    private Set<String> containers(Batch batch) {
        if (batch.containers.isEmpty()) {
            return Set.of();
        }
        Set<String> inspect = new LinkedHashSet<>(batch.inspect);
        try {
            inspect.addAll(
                    batch.containers.size() > MOST_IDS
                            ? holdings.containers(Doubt::changed)
                            : holdings.containers(batch.containers, Doubt::changed));
        } catch (TransportException | ClusterFailure e) {
            // The list that makes up for this does not show everything that an inspect was wanted for.
            holdings.doubt(batch.inspect);
            throw e;
        }
        inspect.removeIf(id -> !holdings.has(id));
        return inspect;
    }

    /** What fails here is made up for by a full list. */
    private void attempt(Runnable read) {
        try {
            read.run();
        } catch (TransportException | ClusterFailure e) {
            log.debug("engine={} refresh after event failed: {}", engine.shownName(), e.getMessage());
            requests.listAllSoon();
        } catch (RuntimeException e) {
            log.error("engine={} refresh after event failed unexpectedly", engine.shownName(), e);
        }
    }

    /** Waits for inspects, within limits: a container may hang in its engine. True when all are over. */
    static boolean await(Collection<CompletableFuture<Void>> inspects, Duration limit) throws InterruptedException {
        try {
            CompletableFuture.allOf(inspects.toArray(CompletableFuture<?>[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            log.debug("some inspects take longer than {} ms: {}", limit.toMillis(), e.toString());
            return false;
        }
    }
}
