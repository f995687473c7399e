package io.flotilla.proxy.http;

import io.flotilla.proxy.lifecycle.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unix socket in front of Undertow, which has none: XNIO insists on channels that have a socket view, and the JDK's
 * unix channels have not. Each connection is relayed to a loopback port that admits only connections which this relay
 * made itself, known by their source address; other users of the machine get nowhere there.
 */
final class UnixListener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UnixListener.class);
    private static final int BACKLOG = 1024;
    private static final long PAUSE_MILLIS = 50;

    private final ServerSocketChannel server;
    private final UnixSocketFile file;
    private final TcpListener loopback;
    private final Set<InetSocketAddress> admitted = ConcurrentHashMap.newKeySet();
    private final Scope scope;

    /** Binds and accepts at once. Its relays live in a scope of their own until {@link #cut}. */
    UnixListener(TcpListener.Core core, Listener.Unix where) throws IOException {
        String client = "unix:" + where.path();
        this.scope = new Scope(client);
        this.loopback = new TcpListener(
                core,
                new InetSocketAddress(loopback(0, 0, 1), 0),
                where.tls(),
                peer -> admitted.remove(peer) ? Optional.of(client) : Optional.empty());
        this.server = UnixSocketFile.open();
        try {
            this.file = UnixSocketFile.bind(server, Path.of(where.path()), BACKLOG);
        } catch (IOException | RuntimeException e) {
            server.close();
            loopback.close();
            throw e;
        }
        scope.start("accept", this::accept);
    }

    int relayPort() {
        return loopback.address().getPort();
    }

    /** Stops accepting; running connections go on. */
    @Override
    public void close() {
        file.remove();
        try {
            server.close();
        } catch (IOException e) {
            log.debug("socket={} close failed: {}", server, e.toString());
        }
        loopback.close();
    }

    /** Ends all relays. */
    void cut() {
        close();
        scope.close();
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel client = server.accept();
                scope.start("relay", () -> relay(client));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Mostly a lack of file descriptors, which passes when connections end.
                log.warn("listen={} cannot accept: {}", server, e.toString());
                pause();
            }
        }
    }

    private void relay(SocketChannel client) {
        try (client;
                SocketChannel front = SocketChannel.open()) {
            // A random loopback address each time: one address alone would run out of ports that wait in TIME_WAIT.
            ThreadLocalRandom random = ThreadLocalRandom.current();
            front.bind(new InetSocketAddress(
                    loopback(random.nextInt(256), random.nextInt(256), 2 + random.nextInt(250)), 0));
            InetSocketAddress source = (InetSocketAddress) front.getLocalAddress();
            admitted.add(source);
            try {
                front.connect(loopback.address());
                new Relay(client, front).run(scope);
            } finally {
                admitted.remove(source);
            }
        } catch (IOException e) {
            log.debug("relay={} ended: {}", server, e.toString());
        }
    }

    private static InetAddress loopback(int b, int c, int d) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, (byte) b, (byte) c, (byte) d});
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
