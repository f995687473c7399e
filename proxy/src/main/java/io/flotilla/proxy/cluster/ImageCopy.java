package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.flotilla.proxy.engine.Answers;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineClient;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams an image from one engine to others, with nothing kept on the manager. */
final class ImageCopy {

    private static final Logger log = LoggerFactory.getLogger(ImageCopy.class);

    private ImageCopy() {}

    /** @throws RuntimeException a failure that names the nodes which did not get the image */
    static void copy(EngineHandle source, String image, List<EngineHandle> targets) {
        Tee tee = new Tee();
        Map<EngineHandle, InputStream> branches = new HashMap<>();
        targets.forEach(target -> branches.put(target, tee.branch()));
        try (EngineResponse archive = source.client()
                .send(
                        "GET",
                        EngineClient.NEWEST,
                        ApiPath.of("images", image, "get"),
                        Headers.empty(),
                        RequestBody.empty(),
                        Deadlines.stream())) {
            if (archive.status() >= 400) {
                Answers.bytes(source.view().name(), archive);
            }
            Thread.ofVirtual().name("image-copy/tee").start(() -> pour(tee, archive));
            // When all have what they want, or failed, closing the archive ends what the source may still send.
            List<FanOut.Outcome<Boolean>> outcomes = FanOut.over(
                    targets, target -> load(target, branches.getOrDefault(target, InputStream.nullInputStream())));
            FanOut.raise(FanOut.failures(outcomes), outcomes.size());
        }
    }

    /** A source that breaks off reaches the loading engines through their branches. */
    private static void pour(Tee tee, EngineResponse archive) {
        try {
            tee.pour(archive.body());
        } catch (IOException | TransportException e) {
            log.debug("image copy: source broke off: {}", e.toString());
        }
    }

    private static boolean load(EngineHandle target, InputStream archive) {
        try (archive;
                EngineResponse response = target.client()
                        .send(
                                "POST",
                                EngineClient.NEWEST,
                                ApiPath.of("images", "load").with("quiet", "1"),
                                Headers.of("Content-Type", "application/x-tar"),
                                new RequestBody.Streamed(archive, -1),
                                Deadlines.stream())) {
            if (response.status() >= 400) {
                Answers.bytes(target.view().name(), response);
            }
            try (MappingIterator<JsonNode> lines =
                    Json.MAPPER.readerFor(JsonNode.class).readValues(response.body())) {
                while (lines.hasNextValue()) {
                    String error = lines.nextValue()
                            .path("errorDetail")
                            .path("message")
                            .asText("");
                    if (!error.isEmpty()) {
                        throw new EngineReplied(target.view().name(), 500, error);
                    }
                }
            }
            target.refreshImages();
            return true;
        } catch (IOException e) {
            throw new TransportException.Broken(target.address(), "loading an image broke off", e);
        }
    }
}
