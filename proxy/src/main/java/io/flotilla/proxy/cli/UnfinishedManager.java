package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryListener;
import io.flotilla.discovery.Entry;
import io.flotilla.discovery.schemes.Discoveries;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands where the manager will be: logs what discovery finds and serves nothing. */
final class UnfinishedManager implements RunningManager, DiscoveryListener {
    private static final Logger log = LoggerFactory.getLogger(UnfinishedManager.class);

    private final Discovery discovery;
    private final CountDownLatch closed = new CountDownLatch(1);

    private UnfinishedManager(Discovery discovery) {
        this.discovery = discovery;
    }

    static RunningManager start(ManageOptions options) {
        UnfinishedManager manager =
                new UnfinishedManager(Discoveries.create(options.discovery(), options.discoverySettings()));
        manager.discovery.start(manager);
        options.warnings().forEach(log::warn);
        log.warn("this build only watches discovery; it does not listen on {}", options.hosts());
        return manager;
    }

    @Override
    public void onEntries(List<Entry> entries) {
        log.info("discovery found {}", entries);
    }

    @Override
    public void onError(String text) {
        log.error("Discovery error: {}", text);
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        discovery.close();
        closed.countDown();
    }
}
