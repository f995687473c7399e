package io.flotilla.proxy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.engine.reading.EngineFacts;
import io.flotilla.proxy.engine.reading.Listed;
import io.flotilla.proxy.engine.reading.SpecsReader;
import io.flotilla.proxy.engine.reading.SpecsReader.Reading;
import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads everything of an engine: what it says of itself, and all it has. Blocks; ends in the client's exceptions. */
final class FullReader {
    private static final Logger log = LoggerFactory.getLogger(FullReader.class);
    private static final Duration INSPECTS = Duration.ofSeconds(10);

    private final Engine engine;
    private final Holdings holdings;
    private final Inspections inspections;
    private final Ticker ticker;

    FullReader(Engine engine, Holdings holdings, Inspections inspections, Ticker ticker) {
        this.engine = engine;
        this.holdings = holdings;
        this.inspections = inspections;
        this.ticker = ticker;
    }

    /** What of an engine goes into the records of its objects. */
    static EngineFacts facts(EngineView view) {
        return new EngineFacts(view.address(), view.name(), view.ip(), delta(view));
    }

    /** Asks the engine for its description; the client counts nothing yet, since it may be another engine than before. */
    Reading specs(EngineClient client) {
        EngineView view = engine.view();
        JsonNode version = client.version();
        JsonNode info = client.info(SpecsReader.api(version).clamp(EngineClient.NEWEST));
        return SpecsReader.read(view.address(), info, version, ticker.now(), delta(view));
    }

    /**
     * Lists everything; containers are inspected where needed. Networks and volumes may fail, as they do when a plugin
     * hangs: the engine is of use without.
     *
     * @param again which known containers have to be inspected again
     * @return false when something could not be read; inspects that fail tell so themselves
     */
    boolean everything(BiPredicate<ContainerView, Listed> again) throws InterruptedException {
        List<CompletableFuture<Void>> inspects = new ArrayList<>();
        holdings.containers(again).forEach(id -> inspects.add(inspections.request(id)));
        holdings.images();
        boolean networks = tolerant("networks", holdings::networks);
        boolean volumes = tolerant("volumes", holdings::volumes);
        return Refresher.await(inspects, INSPECTS) && networks && volumes;
    }

    /** For containers whose engine changed its clock: nothing known before holds. */
    static BiPredicate<ContainerView, Listed> doubtful(EngineFacts before, EngineFacts now, Instant time) {
        return before.clockDelta().equals(now.clockDelta()) ? Doubt.afterGap(time) : (_, _) -> true;
    }

    private boolean tolerant(String what, Runnable read) {
        try {
            read.run();
            return true;
        } catch (ClusterFailure e) {
            log.debug("engine={} listing {} failed: {}", engine.shownName(), what, e.getMessage());
            return false;
        }
    }

    private static Duration delta(EngineView view) {
        return view.specs().map(EngineSpecs::clockDelta).orElse(Duration.ZERO);
    }
}
