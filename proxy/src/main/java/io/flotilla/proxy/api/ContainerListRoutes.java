package io.flotilla.proxy.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.cluster.ContainerListing;
import io.flotilla.proxy.cluster.ContainerSizes;
import io.flotilla.proxy.cluster.FilterRefresh;
import io.flotilla.proxy.engine.StatusText;
import io.flotilla.proxy.lifecycle.Ticker;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /containers/json}: entries are copied from the state as they are encoded there. */
final class ContainerListRoutes {
    private static final int BUFFER = 64 * 1024;
    private final ClusterState state;
    private final ContainerListing listing;
    private final ContainerSizes sizes;
    private final FilterRefresh refresh;
    private final Ticker ticker;

    ContainerListRoutes(
            ClusterState state, ContainerListing listing, ContainerSizes sizes, FilterRefresh refresh, Ticker ticker) {
        this.state = state;
        this.listing = listing;
        this.sizes = sizes;
        this.refresh = refresh;
        this.ticker = ticker;
    }

    void list(Call call) throws IOException {
        Filters filters = call.filters(ContainerListing.FILTER_KEYS);
        refresh.before(filters);
        List<ContainerView> selected = listing.select(new ContainerListing.Request(
                call.query().flag("all"),
                call.query().number("limit"),
                call.query().text("before"),
                call.query().text("since"),
                filters));
        Map<String, JsonNode> sized = call.query().flag("size") ? sizes.of(selected) : Map.of();
        Instant now = ticker.now();
        call.begin(200, Headers.of("Content-Type", "application/json"));
        OutputStream out = new BufferedOutputStream(call.exchange().out(), BUFFER);
        out.write('[');
        boolean first = true;
        for (ContainerView container : selected) {
            if (!first) {
                out.write(',');
            }
            first = false;
            entry(out, container, now, sized.get(container.id()));
        }
        out.write(']');
        out.write('\n');
        out.flush();
    }

    private void entry(OutputStream out, ContainerView container, Instant now, @Nullable JsonNode sized)
            throws IOException {
        boolean down =
                !state.engine(container.engine()).map(EngineView::healthy).orElse(false);
        String status = StatusText.of(container.liveness(), now, down);
        if (sized == null) {
            container.entry().write(out, status);
            return;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        container.entry().write(encoded, status);
        if (Json.read(encoded.toByteArray()) instanceof ObjectNode entry) {
            for (String field : List.of("SizeRw", "SizeRootFs")) {
                if (sized.has(field)) {
                    entry.set(field, sized.path(field));
                }
            }
            out.write(Json.MAPPER.writeValueAsBytes(entry));
        }
    }
}
