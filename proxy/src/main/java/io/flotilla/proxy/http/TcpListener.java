package io.flotilla.proxy.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A bound TCP port, plain or TLS. */
final class TcpListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpListener.class);

    private final Core core;
    private final Function<InetSocketAddress, Optional<String>> admission;
    private final @Nullable TlsDoor door;
    private final AcceptingChannel<StreamConnection> server;

    /** What all listeners of a front share. */
    record Core(XnioWorker worker, ByteBufferPool buffers, HttpOpenListener http, Connections connections) {}

    /**
     * Binds and accepts at once.
     *
     * @param admission from the peer's address to the client's name in logs; empty refuses the connection
     */
    TcpListener(
            Core core,
            InetSocketAddress address,
            @Nullable TlsTerms tls,
            Function<InetSocketAddress, Optional<String>> admission)
            throws IOException {
        this.core = core;
        this.admission = admission;
        this.door = tls == null ? null : door(core, tls);
        this.server = core.worker().createStreamConnectionServer(address, this::acceptAll, FrontSettings.socket());
        server.resumeAccepts();
    }

    InetSocketAddress address() {
        return server.getLocalAddress(InetSocketAddress.class);
    }

    @Override
    public void close() {
        IoUtils.safeClose(server);
    }

    private static TlsDoor door(Core core, TlsTerms tls) {
        UndertowXnioSsl ssl = new UndertowXnioSsl(core.worker().getXnio(), OptionMap.EMPTY, tls.context());
        return new TlsDoor(ssl, FrontSettings.tls(tls), core.buffers());
    }

    private void acceptAll(AcceptingChannel<StreamConnection> from) {
        try {
            StreamConnection channel = from.accept();
            while (channel != null) {
                accept(channel);
                channel = from.accept();
            }
        } catch (ClosedChannelException e) {
            log.trace("listener={} closed", from);
        } catch (IOException e) {
            log.warn("listener={} cannot accept: {}", from, e.toString());
        }
    }

    private void accept(StreamConnection channel) {
        Optional<String> client = admission.apply(channel.getPeerAddress(InetSocketAddress.class));
        if (client.isEmpty()) {
            log.warn("peer={} refused: the port is for the relay of the unix socket only", channel.getPeerAddress());
            IoUtils.safeClose(channel);
        } else if (door == null) {
            open(channel, client.get());
        } else {
            door.enter(channel, secured -> open(secured, client.get()));
        }
    }

    private void open(StreamConnection channel, String client) {
        ClientConnection connection = new ClientConnection(channel, client);
        core.connections().opened(connection);
        channel.getSinkChannel()
                .setConduit(new FrontSink(channel.getSinkChannel().getConduit(), connection));
        core.http().handleEvent(channel);
    }
}
