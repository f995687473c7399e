package io.flotilla.proxy.http;

import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * Lies under the TLS layer of a connection and lets the selector into it only under the connection's monitor.
 *
 * <p>Undertow's TLS layer ends each write event with "nobody waits to write any more, so take the interest away", in two
 * steps and under no lock. It expects whoever writes to be on the I/O thread too. Our writers are not: one that was
 * woken by the event, filled the socket and asked for the next event between these two steps would never be woken again.
 */
final class TlsFloor {
    private volatile Object monitor = new Object();

    private TlsFloor() {}

    /** Puts a floor on top of what {@code channel} has; to be called on its I/O thread, before TLS is put on it. */
    static TlsFloor lay(StreamConnection channel) {
        TlsFloor floor = new TlsFloor();
        channel.getSourceChannel()
                .setConduit(floor.new Source(channel.getSourceChannel().getConduit()));
        channel.getSinkChannel()
                .setConduit(floor.new Sink(channel.getSinkChannel().getConduit()));
        return floor;
    }

    /** What events are delivered under from now on; the layer that has to be made first brings it. */
    void guardedBy(Object shared) {
        monitor = shared;
    }

    private void deliver(Runnable event) {
        Object guard = monitor;
        synchronized (guard) {
            event.run();
        }
    }

    private final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {
        Source(StreamSourceConduit next) {
            super(next);
        }

        @Override
        public void setReadReadyHandler(ReadReadyHandler handler) {
            next.setReadReadyHandler(new ReadReadyHandler() {
                @Override
                public void readReady() {
                    deliver(handler::readReady);
                }

                @Override
                public void forceTermination() {
                    handler.forceTermination();
                }

                @Override
                public void terminated() {
                    handler.terminated();
                }
            });
        }
    }

    private final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {
        Sink(StreamSinkConduit next) {
            super(next);
        }

        @Override
        public void setWriteReadyHandler(WriteReadyHandler handler) {
            next.setWriteReadyHandler(new WriteReadyHandler() {
                @Override
                public void writeReady() {
                    deliver(handler::writeReady);
                }

                @Override
                public void forceTermination() {
                    handler.forceTermination();
                }

                @Override
                public void terminated() {
                    handler.terminated();
                }
            });
        }
    }
}
