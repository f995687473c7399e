package io.flotilla.proxy.cluster;

import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.wire.Filters;
import java.util.List;

/**
 * Reads engines anew before a list of containers whose filters ask for it, for those who want a look at the engines
 * themselves. An engine that does not answer is listed as it is known.
 */
public final class FilterRefresh {
    private final Engines engines;
    private final boolean onNodeFilter;
    private final String onName;

    /**
     * @param onNodeFilter whether a {@code node} filter refreshes the nodes it names
     * @param onName value of a {@code name} filter that refreshes all nodes; empty for none
     */
    public FilterRefresh(Engines engines, boolean onNodeFilter, String onName) {
        this.engines = engines;
        this.onNodeFilter = onNodeFilter;
        this.onName = onName;
    }

    /** Returns when the state shows what the engines answered. */
    public void before(Filters filters) {
        boolean all = !onName.isEmpty() && filters.all("name").contains(onName);
        List<String> nodes = onNodeFilter ? filters.all("node") : List.of();
        List<EngineHandle> asked = engines.healthy().stream()
                .filter(e -> all || nodes.contains(e.view().name()))
                .toList();
        FanOut.over(asked, engine -> {
            engine.refreshAll();
            return true;
        });
    }
}
