package io.flotilla.proxy.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.cluster.ImageListing;
import io.flotilla.proxy.cluster.ImageTransfers;
import io.flotilla.proxy.cluster.ImageTransfers.Transfer;
import io.flotilla.proxy.cluster.Images;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images: listed once for the cluster, read from one node that has them, changed on all. */
final class ImageRoutes {
    private final ImageListing listing;
    private final Images images;
    private final ImageTransfers transfers;
    private final Ticker ticker;

    ImageRoutes(ImageListing listing, Images images, ImageTransfers transfers, Ticker ticker) {
        this.listing = listing;
        this.images = images;
        this.transfers = transfers;
        this.ticker = ticker;
    }

    void list(Call call) throws IOException {
        Filters filters = call.filters(ImageListing.FILTER_KEYS);
        String legacy = call.query().text("filter");
        if (!legacy.isEmpty()) {
            Map<String, List<String>> values = new HashMap<>(filters.values());
            values.put("reference", List.of(legacy));
            filters = new Filters(values);
        }
        long until = Long.MAX_VALUE;
        if (filters.has("until")) {
            until = Timestamps.parse("until", filters.all("until").getFirst(), ticker.now())
                    .map(t -> t.getEpochSecond())
                    .orElse(Long.MAX_VALUE);
        }
        call.respondJson(200, listing.list(call.query().flag("all"), filters, until, call.version()));
    }

    /** Pull with {@code fromImage}, import with {@code fromSrc}. */
    void create(Call call) throws IOException {
        boolean pull = !call.query().text("fromImage").isEmpty();
        if (!pull && call.query().text("fromSrc").isEmpty()) {
            throw new BadRequest("one of fromImage and fromSrc must be given");
        }
        report(call, pull ? transfers.pull(call.forward()) : transfers.importImage(call.forward()));
    }

    void load(Call call) throws IOException {
        report(call, transfers.load(call.forward()));
    }

    /** Writes the lines as they come; as long as none came, a failure becomes an ordinary error answer. */
    private static void report(Call call, Transfer transfer) throws IOException {
        if (call.exchange().contentLength() == 0) {
            call.exchange().onClientGone(transfer.progress()::close);
        }
        try (var progress = transfer.progress()) {
            for (Optional<ObjectNode> line = progress.next(); line.isPresent(); line = progress.next()) {
                write(call, line.get());
            }
            Optional<RuntimeException> failure = transfer.failure().join();
            if (failure.isPresent() && !call.exchange().committed()) {
                throw failure.get();
            }
            if (failure.isPresent()) {
                write(call, ImageTransfers.errorLine(failure.get()));
            } else if (!call.exchange().committed()) {
                begin(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void begin(Call call) throws IOException {
        call.begin(200, Headers.of("Content-Type", "application/json"));
    }

    private static void write(Call call, ObjectNode line) throws IOException {
        if (!call.exchange().committed()) {
            begin(call);
        }
        call.exchange().out().write(Json.encode(line));
        call.exchange().out().flush();
    }

    void save(Call call) throws IOException {
        List<String> names = new ArrayList<>();
        call.query().all("names").forEach(n -> names.addAll(List.of(n.split(",", -1))));
        if (names.isEmpty()) {
            throw new BadRequest("no image names given");
        }
        Relay.response(call, Waiting.forAnswer(call, () -> images.save(names, call.forward())));
    }

    void push(Call call) throws IOException {
        Relay.response(
                call,
                Waiting.forAnswer(
                        call, () -> images.push(call.name(), call.query().text("tag"), call.forward())));
    }

    /** Read from one node that has the image. */
    Operation onHolder(String action) {
        return call -> Relay.response(
                call,
                Waiting.forAnswer(
                        call, () -> images.onHolder(call.name(), call.exchange().method(), action, call.forward())));
    }

    void tag(Call call) throws IOException {
        images.tag(call.name(), call.forward());
        call.respondEmpty(201);
    }

    void remove(Call call) throws IOException {
        call.respondJson(200, images.remove(call.name(), call.forward()));
    }

    void prune(Call call) throws IOException {
        call.respondJson(200, images.prune(call.forward()));
    }

    /** Questions to the registry: any node can ask. */
    Operation anywhere(String... segments) {
        return call -> Relay.response(
                call,
                Waiting.forAnswer(
                        call, () -> images.anywhere(call.exchange().method(), ApiPath.of(segments), call.forward())));
    }
}
