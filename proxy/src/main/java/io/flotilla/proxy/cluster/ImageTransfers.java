package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.engine.FanOut.Outcome;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pull, load and import: what brings an image onto all nodes. */
public final class ImageTransfers {
    private static final Logger log = LoggerFactory.getLogger(ImageTransfers.class);
    private final Engines engines;

    public ImageTransfers(Engines engines) {
        this.engines = engines;
    }

    /**
     * A transfer under way.
     *
     * @param failure completes at the end: empty, or the failure of the whole when nothing was done anywhere, so that it
     *     can become the answer's status if no line has been sent yet
     */
    public record Transfer(ProgressStream progress, CompletableFuture<Optional<RuntimeException>> failure) {}

    /** Has every node pull. */
    public Transfer pull(Forward forward) {
        return everywhere(
                engines.someHealthy(),
                (engine, progress) -> progress.follow(
                        engine,
                        send(
                                engine,
                                ApiPath.of("images", "create").withRawQuery(forward.rawQuery()),
                                forward,
                                RequestBody.empty())));
    }

    /** Loads an archive on every node while it arrives. */
    public Transfer load(Forward forward) {
        List<EngineHandle> all = engines.someHealthy();
        Tee tee = new Tee();
        Map<EngineHandle, InputStream> branches = new HashMap<>();
        all.forEach(engine -> branches.put(engine, tee.branch()));
        pour(tee, forward);
        return everywhere(all, (engine, progress) -> loadFrom(branches, engine, progress, forward));
    }

    private static void loadFrom(
            Map<EngineHandle, InputStream> branches, EngineHandle engine, ProgressStream progress, Forward forward) {
        InputStream branch = branches.getOrDefault(engine, InputStream.nullInputStream());
        try (branch) {
            progress.follow(
                    engine,
                    send(
                            engine,
                            ApiPath.of("images", "load").withRawQuery(forward.rawQuery()),
                            forward,
                            new RequestBody.Streamed(branch, -1)));
        } catch (IOException e) {
            throw new TransportException.Broken(engine.address(), "upload broke off", e);
        }
    }

    private static void pour(Tee tee, Forward forward) {
        InputStream source =
                forward.body() instanceof RequestBody.Streamed streamed ? streamed.in() : InputStream.nullInputStream();
        Thread.ofVirtual().name("image-load/tee").start(() -> {
            try {
                tee.pour(source);
            } catch (IOException | RuntimeException e) {
                log.debug("upload broke off: {}", e.toString());
            }
        });
    }

    /**
     * Imports on one node and copies the image from there: engines put the time into an imported image, so that importing
     * on each of them would make as many different images.
     */
    public Transfer importImage(Forward forward) {
        List<EngineHandle> all = engines.someHealthy();
        EngineHandle first = all.getFirst();
        return everywhere(List.of(first), (engine, progress) -> {
            StringBuilder id = new StringBuilder();
            progress.follow(
                    engine,
                    send(
                            engine,
                            ApiPath.of("images", "create").withRawQuery(forward.rawQuery()),
                            forward,
                            forward.body()),
                    line -> id.replace(0, id.length(), line.path("status").asText("")));
            engine.refreshImages();
            if (all.size() > 1 && id.toString().startsWith("sha256:")) {
                ImageCopy.copy(engine, nameOf(engine, id.toString()), all.subList(1, all.size()));
            }
        });
    }

    /** The name under which an archive of the image keeps its tag; its id when it has none. */
    private static String nameOf(EngineHandle engine, String id) {
        for (JsonNode image : engine.client().images()) {
            String tag = image.path("RepoTags").path(0).asText("");
            if (image.path("Id").asText("").equals(id) && !tag.isEmpty() && !tag.startsWith("<none>")) {
                return tag;
            }
        }
        return id;
    }

    @FunctionalInterface
    private interface Work {
        void run(EngineHandle engine, ProgressStream progress);
    }

    private Transfer everywhere(List<EngineHandle> targets, Work work) {
        ProgressStream progress = new ProgressStream(targets.size() > 1);
        CompletableFuture<Optional<RuntimeException>> failure = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("image-transfer").unstarted(() -> {
            Optional<RuntimeException> result = Optional.empty();
            try {
                result = finish(progress, FanOut.over(targets, worker(work, progress)));
            } catch (RuntimeException e) {
                result = Optional.of(e);
            } finally {
                failure.complete(result);
                progress.end();
            }
        });
        progress.onClose(worker::interrupt);
        worker.start();
        return new Transfer(progress, failure);
    }

    private static Function<EngineHandle, Boolean> worker(Work work, ProgressStream progress) {
        return engine -> {
            work.run(engine, progress);
            engine.refreshImages();
            return true;
        };
    }

    /** Some nodes failing is said in lines and at the end; all failing alike is a failure of the whole. */
    private static Optional<RuntimeException> finish(ProgressStream progress, List<Outcome<Boolean>> outcomes) {
        List<Outcome.Failed<Boolean>> failures = FanOut.failures(outcomes);
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        if (failures.size() < outcomes.size()) {
            progress.put(errorLine(FanOut.combined(failures)));
            return Optional.empty();
        }
        return Optional.of(FanOut.alike(failures) ? failures.getFirst().failure() : FanOut.combined(failures));
    }

    /** The last line of a stream that failed, as engines write it. */
    public static ObjectNode errorLine(RuntimeException failure) {
        String text = failure instanceof EngineReplied replied ? replied.text() : String.valueOf(failure.getMessage());
        ObjectNode line = Json.object();
        line.putObject("errorDetail").put("message", text);
        return line.put("error", text);
    }

    private static EngineResponse send(EngineHandle engine, ApiPath path, Forward forward, RequestBody body) {
        return forward.withBody(body).send(engine, "POST", path, Deadlines.stream());
    }
}
