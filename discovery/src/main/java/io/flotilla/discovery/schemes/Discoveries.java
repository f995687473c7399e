package io.flotilla.discovery.schemes;

import io.flotilla.discovery.Discovery;
import io.flotilla.discovery.DiscoveryException;
import io.flotilla.discovery.DiscoveryException.SchemeUnavailable;
import io.flotilla.discovery.DiscoveryException.UnknownScheme;
import io.flotilla.discovery.DiscoverySettings;
import io.flotilla.discovery.DiscoveryUrl;
import io.flotilla.discovery.file.FileDiscovery;
import io.flotilla.discovery.nodes.StaticNodes;
import java.nio.file.Path;
import java.util.Map;

/** Which scheme is served by what. */
public final class Discoveries {
    private static final String NOT_YET =
            "this version has no client for key-value stores yet; use nodes:// or file:// instead";
    private static final String TOKEN_GONE = "the service at discovery.hub.docker.com was switched off in 2019; use"
            + " nodes://, file:// or a store of your own instead";

    private static final Map<String, Factory> TABLE = Map.of(
            DiscoveryUrl.NODES,
            (url, _) -> new StaticNodes(url.rest()),
            "file",
            (url, settings) -> new FileDiscovery(Path.of(url.rest()), settings.heartbeat()),
            "consul",
            unavailable(NOT_YET),
            "etcd",
            unavailable(NOT_YET),
            "zk",
            unavailable(NOT_YET),
            "zookeeper",
            unavailable(NOT_YET),
            "embedded",
            unavailable(NOT_YET),
            "token",
            unavailable(TOKEN_GONE));

    private Discoveries() {}

    /** Makes a latent discovery: no I/O happens here. */
    @FunctionalInterface
    private interface Factory {
        Discovery create(DiscoveryUrl url, DiscoverySettings settings);
    }

    /**
     * A latent discovery for the URL; checks the URL but does no I/O.
     *
     * @throws DiscoveryException if the scheme is unknown or its part of the URL is wrong
     */
    public static Discovery create(DiscoveryUrl url, DiscoverySettings settings) {
        Factory factory = TABLE.get(url.scheme());
        if (factory == null) {
            throw new UnknownScheme(url.scheme());
        }
        return factory.create(url, settings);
    }

    private static Factory unavailable(String reason) {
        return (url, _) -> {
            throw new SchemeUnavailable(url.scheme(), reason);
        };
    }
}
