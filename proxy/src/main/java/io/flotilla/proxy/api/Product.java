package io.flotilla.proxy.api;

/** How the manager names itself. */
public final class Product {
    public static final String VERSION = "2.0.0";

    /** Tools detect a classic cluster by the prefix {@code swarm/} of the server version. */
    public static final String SERVER_VERSION = "swarm/" + VERSION;

    public static final String NAME = "Flotilla";

    private Product() {}
}
