package io.flotilla.proxy.cli;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryListener;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code list}: prints the first set of addresses that discovery reports. */
@Command(description = "List nodes in a cluster")
final class ListCommand extends Verb {
    @Option(names = "--timeout", description = "timeout period", defaultValue = "10s")
    String timeout = "";

    @Option(names = "--discovery-opt", description = "discovery options")
    List<String> discoveryOptions = new ArrayList<>();

    @Override
    void run(Globals globals, Surroundings surroundings) {
        DiscoveryUrl url = DiscoveryArgument.url(positionals, surroundings, "list", "list a cluster");
        Duration patience = DiscoveryArgument.duration("--timeout", timeout);
        if (!patience.isPositive()) {
            throw new Fatal("--timeout should be a positive number");
        }
        DiscoverySettings settings =
                new DiscoverySettings(patience, DiscoveryArgument.pairs("--discovery-opt", discoveryOptions));
        try (Discovery discovery = DiscoveryArgument.create(url, settings)) {
            first(discovery, patience).forEach(entry -> surroundings.out().println(entry.address()));
        }
    }

    @Override
    boolean plainFailures() {
        return true;
    }

    private static List<Entry> first(Discovery discovery, Duration patience) {
        CompletableFuture<List<Entry>> first = new CompletableFuture<>();
        discovery.start(new DiscoveryListener() {
            @Override
            public void onEntries(List<Entry> entries) {
                first.complete(entries);
            }

            @Override
            public void onError(String text) {
                first.completeExceptionally(new Fatal(text));
            }
        });
        try {
            return first.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new Fatal("Timed out");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Fatal("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Fatal fatal ? fatal : new IllegalStateException(e.getCause());
        }
    }
}
