package io.flotilla.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DeadlineTest {
    private static final Duration LIMIT = Duration.ofMillis(400);

    @TempDir
    private Path directory;

    private static EngineRequest get(Duration head, Duration idle) {
        return EngineRequest.get("/").with(new Deadlines(Duration.ofSeconds(5), head, idle));
    }

    private static void headTimesOut(ScriptedServer server) {
        try (server;
                HttpTransport transport = server.transport()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> transport.send(get(LIMIT, Duration.ZERO)))
                    .isInstanceOfSatisfying(
                            TransportException.TimedOut.class,
                            e -> assertThat(e.neverSent()).isFalse())
                    .hasMessage(server.address() + " gave no answer within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT, LIMIT.multipliedBy(10));
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    void silentEngine() throws Exception {
        headTimesOut(ScriptedServer.tcp(peer -> peer.in().readAllBytes()));
        headTimesOut(
                ScriptedServer.unix(directory.resolve("s"), peer -> peer.in().readAllBytes()));
    }

    @Test
    void engineThatTricklesItsHead() throws Exception {
        headTimesOut(ScriptedServer.tcp(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\r\n");
            while (true) {
                peer.send("X: y\r\n");
                Thread.sleep(20);
            }
        }));
    }

    @Test
    void bodyThatStalls() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
                    for (int i = 0; i < 5; i++) {
                        Thread.sleep(100);
                        peer.send("x");
                    }
                    peer.in().readAllBytes();
                });
                HttpTransport transport = server.transport();
                EngineResponse response = transport.send(get(Duration.ZERO, LIMIT))) {
            for (int i = 0; i < 5; i++) {
                assertThat(response.body().read()).isEqualTo('x');
            }
            assertThatThrownBy(() -> response.body().read())
                    .isInstanceOf(TransportException.TimedOut.class)
                    .hasMessage(server.address() + " gave no data within 400 ms");
        }
    }

    @Test
    void slowReadersAreNotPunished() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.answer("0123456789");
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 2; i++) {
                try (EngineResponse response = transport.send(get(LIMIT, LIMIT))) {
                    assertThat(response.body().readNBytes(5)).hasSize(5);
                    Thread.sleep(600);
                    assertThat(response.body().readAllBytes()).hasSize(5);
                }
                Thread.sleep(600);
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void waitForTheHeadBeginsWhenTheUploadIsDone() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.chunks();
                    Thread.sleep(50);
                    peer.answer("done");
                    peer.head();
                    peer.chunks();
                    peer.in().readAllBytes();
                });
                HttpTransport transport = server.transport()) {
            try (EngineResponse response = transport.send(slowUpload())) {
                assertThat(response.body().readAllBytes()).hasSize(4);
            }
            assertThatThrownBy(() -> transport.send(slowUpload())).isInstanceOf(TransportException.TimedOut.class);
        }
    }

    private static EngineRequest slowUpload() {
        ByteArrayInputStream slow = new ByteArrayInputStream(new byte[4]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                try {
                    Thread.sleep(150);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.read(target, offset, Math.min(1, length));
            }
        };
        return new EngineRequest(
                "POST",
                "/",
                Headers.empty(),
                new RequestBody.Streamed(slow, -1),
                new Deadlines(Duration.ofSeconds(5), LIMIT, Duration.ZERO));
    }

    /** With a full backlog the kernel drops further attempts, as a machine does that is not there. */
    @Test
    void connectingHasItsOwnLimit() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(address);
                waiting.add(channel);
            }
            connectingTimesOut(HttpTransport.plain(new EngineAddress.Tcp("127.0.0.1", address.getPort())));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void handshakeCountsAsConnecting() throws Exception {
        TlsClient tls = new TlsClient(SSLContext.getDefault(), true);
        try (ScriptedServer server = ScriptedServer.tcp(peer -> peer.in().readAllBytes())) {
            connectingTimesOut(HttpTransport.secured(server.address(), tls));
        }
    }

    private static void connectingTimesOut(HttpTransport transport) {
        try (transport) {
            Deadlines deadlines = new Deadlines(LIMIT, Duration.ZERO, Duration.ZERO);
            assertThatThrownBy(() -> transport.send(EngineRequest.get("/").with(deadlines)))
                    .isInstanceOfSatisfying(
                            TransportException.TimedOut.class,
                            e -> assertThat(e.neverSent()).isTrue())
                    .hasMessage(transport.address() + " gave no connection within 400 ms");
            assertThat(transport.connections()).isZero();
        }
    }
}
