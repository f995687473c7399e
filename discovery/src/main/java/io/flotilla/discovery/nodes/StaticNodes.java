package io.flotilla.discovery.nodes;

import io.flotilla.discovery.AddressPattern;
import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryException;
import io.flotilla.discovery.DiscoveryException.BadNodeList;
import io.flotilla.discovery.DiscoveryListener;
import io.flotilla.discovery.Entry;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A list that never changes; reported once, on the thread that starts it. */
public final class StaticNodes implements Discovery {
    private final List<Entry> entries;
    private final AtomicBoolean used = new AtomicBoolean();

    /**
     * @param list addresses and ranges, separated by commas
     * @throws BadNodeList if one of them is no address
     */
    public StaticNodes(String list) {
        try {
            this.entries = AddressPattern.entries(List.of(list.split(",")));
        } catch (DiscoveryException e) {
            throw new BadNodeList(e);
        }
    }

    @Override
    public void start(DiscoveryListener listener) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("started or closed before");
        }
        listener.onEntries(entries);
    }

    @Override
    public void close() {
        used.set(true);
    }
}
