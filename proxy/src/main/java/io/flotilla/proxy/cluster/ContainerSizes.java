package io.flotilla.proxy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.state.ContainerView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sizes for {@code docker ps --size}: only engines know them, and measuring takes them a while. */
public final class ContainerSizes {
    private final Engines engines;

    public ContainerSizes(Engines engines) {
        this.engines = engines;
    }

    /** List entries with {@code SizeRw} and {@code SizeRootFs} by container id, as far as their engines answer. */
    public Map<String, JsonNode> of(Collection<ContainerView> containers) {
        Set<String> addresses = containers.stream().map(ContainerView::engine).collect(Collectors.toSet());
        Map<String, JsonNode> sizes = new HashMap<>();
        FanOut.values(FanOut.over(
                        engines.healthy().stream()
                                .filter(e -> addresses.contains(e.address()))
                                .toList(),
                        ContainerSizes::measure))
                .forEach(
                        list -> list.forEach(entry -> sizes.put(entry.path("Id").asText(""), entry)));
        return sizes;
    }

    private static JsonNode measure(EngineHandle engine) {
        return engine.client()
                .read(ApiPath.of("containers", "json").with("all", "1").with("size", "1"));
    }
}
