package io.flotilla.proxy.engine;

import io.flotilla.proxy.transport.EngineTransport;

/** Makes the transport to an engine. Does no I/O: the first call connects. Any thread. */
@FunctionalInterface
public interface TransportFactory {

    /** Opens the transport to {@code host:port} or {@code unix:///path}, as discovery gave it. */
    EngineTransport open(String address);
}
