package io.flotilla.proxy.transport;

import io.flotilla.proxy.lifecycle.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Accepts connections on loopback or a unix socket and runs a script on each; the connection ends with the script. */
final class ScriptedServer implements AutoCloseable {

    /** What one connection does. */
    @FunctionalInterface
    interface Script {
        void serve(Peer peer) throws Exception;
    }

    @FunctionalInterface
    private interface Wrap {
        Peer peer(int number, SocketChannel channel) throws IOException;
    }

    private final ServerSocketChannel listener;
    private final EngineAddress address;
    private final Scope scope = new Scope("scripted-server");
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocketChannel listener, EngineAddress address, Wrap wrap, Script script) {
        this.listener = listener;
        this.address = address;
        scope.onClose(listener);
        scope.start("accept", () -> accept(wrap, script));
    }

    static ScriptedServer tcp(Script script) throws IOException {
        return tcp(script, ScriptedServer::plain);
    }

    static ScriptedServer tls(SSLContext context, boolean clientCertificate, Script script) throws IOException {
        return tcp(script, (number, channel) -> {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), null, true);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(clientCertificate);
            socket.startHandshake();
            return new Peer(number, socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);
        });
    }

    static ScriptedServer unix(Path path, Script script) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        return new ScriptedServer(listener, new EngineAddress.Unix(path), ScriptedServer::plain, script);
    }

    private static ScriptedServer tcp(Script script, Wrap wrap) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return new ScriptedServer(listener, new EngineAddress.Tcp("127.0.0.1", port), wrap, script);
    }

    private static Peer plain(int number, SocketChannel channel) {
        return new Peer(
                number, Channels.newInputStream(channel), Channels.newOutputStream(channel), channel::shutdownOutput);
    }

    EngineAddress address() {
        return address;
    }

    /** A transport without TLS to this server. */
    HttpTransport transport() {
        return HttpTransport.plain(address);
    }

    int accepted() {
        return accepted.get();
    }

    /** Connections the server's side still holds. */
    int open() {
        return open.size();
    }

    /** What went wrong in scripts, wanted or not. */
    List<Throwable> failures() {
        return failures;
    }

    private void accept(Wrap wrap, Script script) {
        while (!scope.closed()) {
            try {
                SocketChannel channel = listener.accept();
                int number = accepted.incrementAndGet();
                open.add(channel);
                scope.onClose(channel);
                scope.start("connection-" + number, () -> serve(wrap, script, number, channel));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Wrap wrap, Script script, int number, SocketChannel channel) {
        try (channel) {
            script.serve(wrap.peer(number, channel));
        } catch (Exception | AssertionError e) {
            failures.add(e);
        } finally {
            open.remove(channel);
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
