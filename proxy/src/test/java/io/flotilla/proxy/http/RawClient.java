package io.flotilla.proxy.http;

import io.flotilla.proxy.lifecycle.Scope;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A client that writes and reads bytes as they are, over TCP, TLS or a unix socket. */
final class RawClient implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final InputStream in;
    private final OutputStream out;
    private final Action halfClose;
    private final Closeable socket;

    private interface Action {
        void run() throws IOException;
    }

    private RawClient(InputStream in, OutputStream out, Action halfClose, Closeable socket) {
        this.in = in;
        this.out = out;
        this.halfClose = halfClose;
        this.socket = socket;
    }

    static RawClient to(HttpFront front) throws IOException {
        return to(front, 0, null);
    }

    static RawClient to(HttpFront front, int listener, @Nullable SSLContext tls) throws IOException {
        return switch (front.bound().get(listener)) {
            case Listener.Tcp at -> tls == null ? tcp(at.port()) : tls(at.port(), tls);
            case Listener.Unix at -> tls == null ? unix(at.path()) : tlsOverUnix(at.path(), tls);
        };
    }

    static RawClient tcp(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        return of(socket);
    }

    static RawClient tls(int port, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        return of(socket);
    }

    static RawClient of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new RawClient(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
    }

    static RawClient unix(String path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return new RawClient(new ChannelIn(channel), new ChannelOut(channel), channel::shutdownOutput, channel);
    }

    /** The JDK's TLS wants a TCP socket, so one is relayed to the unix socket. */
    private static RawClient tlsOverUnix(String path, SSLContext context) throws IOException {
        ServerSocketChannel bridge = ServerSocketChannel.open();
        bridge.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> bridge(bridge, path));
        return tls(bridge.socket().getLocalPort(), context);
    }

    private static void bridge(ServerSocketChannel bridge, String path) {
        try (bridge;
                SocketChannel near = bridge.accept();
                SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            new Relay(near, far).run(new Scope("bridge"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    RawClient send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    RawClient get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    void halfClose() throws IOException {
        halfClose.run();
    }

    /** Up to and with the empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("end within the head: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    String text(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A whole answer with a length or chunks: head and body without the chunk framing. */
    String answer() throws IOException {
        String head = head();
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            return head + chunks();
        }
        int at = lower.indexOf("content-length: ");
        if (at < 0) {
            return head;
        }
        int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
        return head + text(length);
    }

    String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.write(in.readNBytes(size));
            line();
            if (size == 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new EOFException("end within a line: " + line);
            }
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    /** Leaves at once. */
    void drop() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        drop();
    }

    private static final class ChannelIn extends InputStream {
        private final SocketChannel channel;

        ChannelIn(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, length));
        }
    }

    private static final class ChannelOut extends OutputStream {
        private final SocketChannel channel;

        ChannelOut(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer data = ByteBuffer.wrap(from, offset, length);
            while (data.hasRemaining()) {
                channel.write(data);
            }
        }
    }
}
