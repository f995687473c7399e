package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExchangeTest {
    @TempDir
    private Path directory;

    private static String get(EngineTransport transport, String target) throws Exception {
        try (EngineResponse response = transport.send(EngineRequest.get(target))) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    @Test
    void headIsSentAsGivenWithHost() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    heads.add(peer.head());
                    peer.answer("ok");
                });
                HttpTransport transport = server.transport()) {
            EngineRequest request = new EngineRequest(
                    "GET",
                    "/v1.41/info?a=b%20c",
                    Headers.of("X-Registry-Auth", "e30=", "Host", "evil", "Connection", "close", "accept", "*/*"),
                    RequestBody.empty(),
                    Deadlines.call());
            try (EngineResponse response = transport.send(request)) {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.head().reason()).isEqualTo("OK");
                assertThat(new String(response.head().raw(), UTF_8))
                        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                assertThat(response.body().readAllBytes()).isEqualTo("ok".getBytes(UTF_8));
            }
            assertThat(heads)
                    .containsExactly("GET /v1.41/info?a=b%20c HTTP/1.1\r\nHost: " + server.address()
                            + "\r\nX-Registry-Auth: e30=\r\naccept: */*\r\n\r\n");
        }
    }

    @Test
    void keepsTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.answer("connection " + peer.number());
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(transport, "/info")).isEqualTo("connection 1");
            }
            assertThat(transport.idle()).isEqualTo(1);
        }
    }

    @Test
    void readsChunksAcrossPacketsAndKeepsTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
                        Thread.sleep(20);
                        peer.send("lo\r");
                        Thread.sleep(20);
                        peer.send("\n6;x=y\r\n world\r\n0\r\nX-Sum: 1\r\n");
                        Thread.sleep(20);
                        peer.send("\r\n");
                    }
                });
                HttpTransport transport = server.transport()) {
            assertThat(get(transport, "/a")).isEqualTo("hello world");
            assertThat(get(transport, "/b")).isEqualTo("hello world");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void unixSocketsAreSpokenToAsDocker() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.unix(directory.resolve("docker.sock"), peer -> {
                    for (String head = peer.head(); !head.isEmpty(); head = peer.head()) {
                        heads.add(head);
                        peer.answer("connection " + peer.number());
                    }
                });
                HttpTransport transport = server.transport()) {
            assertThat(get(transport, "/_ping")).isEqualTo("connection 1");
            assertThat(get(transport, "/_ping")).isEqualTo("connection 1");
            assertThat(heads).contains("GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n");
        }
    }

    @Test
    void fullBacklogOfAUnixSocketIsWaitedFor() throws Exception {
        Path path = directory.resolve("slow.sock");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                HttpTransport transport = HttpTransport.plain(new EngineAddress.Unix(path))) {
            listener.bind(UnixDomainSocketAddress.of(path), 1);
            CountDownLatch answered = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                Thread.startVirtualThread(() -> {
                    try (EngineResponse response = transport.send(EngineRequest.get("/"))) {
                        assertThat(response.status()).isEqualTo(204);
                        answered.countDown();
                    }
                });
            }
            Thread.sleep(100);
            for (int i = 0; i < 5; i++) {
                try (SocketChannel accepted = listener.accept()) {
                    assertThat(accepted.read(ByteBuffer.allocate(1000))).isPositive();
                    accepted.write(ByteBuffer.wrap("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8)));
                }
            }
            assertThat(answered.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void switchingProtocolsUnaskedIsAFailure() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 101 UPGRADED\r\n\r\n");
                });
                HttpTransport transport = server.transport()) {
            assertThatThrownBy(() -> get(transport, "/"))
                    .isInstanceOf(TransportException.Broken.class)
                    .hasMessageEndingWith("it switched protocols without being asked");
            assertThat(transport.connections()).isZero();
        }
    }

    /** Whatever an engine says, callers see an answer or one of our failures. */
    @Test
    void garbledAnswersNeverSurprise() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunks = "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-T: 1\r\n\r\n";
        byte[] good = (head + chunks).getBytes(UTF_8);
        Random random = new Random(2025);
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    byte[] bad = good.clone();
                    for (int changes = random.nextInt(4); changes >= 0; changes--) {
                        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                    }
                    peer.out().write(bad, 0, 1 + random.nextInt(bad.length));
                });
                HttpTransport transport = server.transport()) {
            int answers = 0;
            for (int i = 0; i < 1000; i++) {
                try {
                    answers += get(transport, "/").isEmpty() ? 0 : 1;
                } catch (TransportException e) {
                    assertThat(e.address()).isEqualTo(transport.address());
                }
            }
            assertThat(answers).isPositive();
            assertThat(server.failures()).isEmpty();
            assertThat(transport.connections() - transport.idle()).isZero();
        }
    }

    @Test
    void socketsNoticeDeadPeers() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(Peer::head);
                Lifeline lifeline = new Lifeline("x", ignored -> {});
                SocketChannel channel = TcpSocket.connect((EngineAddress.Tcp) server.address(), lifeline)) {
            assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .isEqualTo(10);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @Test
    void refusesWhatCouldBeMisread() throws Exception {
        try (HttpTransport transport = HttpTransport.plain(EngineAddress.parse("127.0.0.1:1"))) {
            for (String target : List.of("info", "/a b", "/a\r\nX: y", "/\u010a", "/\u00e9", "/\u0000", "")) {
                refused(transport, "GET", target, Headers.empty());
            }
            refused(transport, "GET / HTTP/1.1\r\nX:", "/", Headers.empty());
            refused(transport, "", "/", Headers.empty());
            refused(transport, "GET", "/", Headers.of("A: b", "c"));
            refused(transport, "GET", "/", Headers.of("", "c"));
            // Cut to their lower byte these become CR and LF.
            refused(transport, "GET", "/", Headers.of("A", "b\u010d\u010aX: y"));
            refused(transport, "GET", "/", Headers.of("A", "b\u0007"));
        }
    }

    private static void refused(EngineTransport transport, String method, String target, Headers headers) {
        EngineRequest request = new EngineRequest(method, target, headers, RequestBody.empty(), Deadlines.call());
        assertThatThrownBy(() -> transport.send(request)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> transport.hijack(request)).isInstanceOf(IllegalArgumentException.class);
    }
}
