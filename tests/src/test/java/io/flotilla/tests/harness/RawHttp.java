package io.flotilla.tests.harness;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection on which bytes are written and read as they are. A timeout's interrupt closes it. */
public final class RawHttp implements Closeable {
    private final SocketChannel channel;
    private final InputStream in;

    /** @param headers by name in any case; several of one name joined by comma */
    public record Head(int status, Map<String, String> headers) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private RawHttp(SocketChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
    }

    public static RawHttp tcp(String host, int port) throws IOException {
        return open(new InetSocketAddress(InetAddress.getByName(host), port));
    }

    public static RawHttp unix(Path socket) throws IOException {
        return open(UnixDomainSocketAddress.of(socket));
    }

    /** @param address {@code host:port} */
    public static RawHttp to(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        return tcp(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private static RawHttp open(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        if (address instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new RawHttp(channel);
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        while (data.hasRemaining()) {
            channel.write(data);
        }
        return this;
    }

    /** A request without a body; header lines end with CR LF each. */
    public RawHttp request(String method, String target, String headerLines) throws IOException {
        return send(method + " " + target + " HTTP/1.1\r\nHost: docker\r\n" + headerLines + "\r\n");
    }

    public RawHttp request(String method, String target, String headerLines, byte[] body) throws IOException {
        request(method, target, headerLines + "Content-Length: " + body.length + "\r\n");
        return send(body);
    }

    public void halfClose() throws IOException {
        channel.shutdownOutput();
    }

    public InputStream in() {
        return in;
    }

    public Head head() throws IOException {
        String first = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return new Head(Integer.parseInt(first.split(" ", 3)[1]), headers);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("end within the line '" + line + "'");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** The body of an answer with a length, with chunks, or up to the end of the connection. */
    public String body(Head head) throws IOException {
        if (head.header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            return chunks();
        }
        String length = head.header("Content-Length");
        if (!length.isEmpty()) {
            return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        }
        return head.status() == 204 || head.status() == 304 ? "" : rest();
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); ; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
            if (size == 0) {
                return body.toString(StandardCharsets.UTF_8);
            }
        }
    }

    /** What comes until the other side half-closes. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Drops the connection with a reset, as a killed client's machine does. */
    public void abort() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
