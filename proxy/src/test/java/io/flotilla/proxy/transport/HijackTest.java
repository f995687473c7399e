package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HijackTest {
    private static final int ROUNDS = 100;
    private static final Headers UPGRADE = Headers.of("Connection", "Upgrade", "Upgrade", "tcp");
    private static final String SWITCHED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String RAW = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";

    @TempDir
    private Path directory;

    static EngineRequest attach(Headers headers, RequestBody body) {
        return new EngineRequest("POST", "/containers/x/attach?stream=1", headers, body, Deadlines.stream());
    }

    /** The client ends first: the server reads to the end and answers after that. */
    static void serveClientFirst(Peer peer, String head) throws IOException {
        String request = peer.head();
        if (!request.contains("Content-Length: 0\r\n")) {
            throw new IOException("no length in " + request);
        }
        peer.send(head + "early ");
        String input = new String(peer.in().readAllBytes(), UTF_8);
        peer.send("got " + input);
    }

    static void talkClientFirst(EngineTransport transport, Headers headers) throws Exception {
        try (Hijacked hijacked = transport.hijack(attach(headers, RequestBody.empty()))) {
            assertThat(hijacked).isInstanceOf(Hijacked.Raw.class);
            Duplex duplex = ((Hijacked.Raw) hijacked).duplex();
            duplex.out().write("some input".getBytes(UTF_8));
            duplex.shutdownOutput();
            duplex.shutdownOutput();
            assertThat(new String(duplex.in().readAllBytes(), UTF_8)).isEqualTo("early got some input");
        }
    }

    /** The server ends first: what the client sends after that still arrives. */
    static void talkServerFirst(EngineTransport transport, Headers headers) throws Exception {
        try (Hijacked hijacked = transport.hijack(attach(headers, RequestBody.empty()))) {
            Duplex duplex = ((Hijacked.Raw) hijacked).duplex();
            assertThat(new String(duplex.in().readAllBytes(), UTF_8)).isEqualTo("bye");
            duplex.out().write(new byte[100_000]);
            duplex.shutdownOutput();
        }
    }

    @Test
    void clientEndsFirst() throws Exception {
        try (ScriptedServer upgrading = ScriptedServer.tcp(peer -> serveClientFirst(peer, SWITCHED));
                ScriptedServer plain = ScriptedServer.tcp(peer -> serveClientFirst(peer, RAW));
                HttpTransport toUpgrading = upgrading.transport();
                HttpTransport toPlain = plain.transport()) {
            for (int i = 0; i < ROUNDS; i++) {
                talkClientFirst(toUpgrading, UPGRADE);
                talkClientFirst(toPlain, Headers.empty());
            }
            assertThat(upgrading.failures()).isEmpty();
            assertThat(plain.failures()).isEmpty();
            assertThat(toUpgrading.connections()).isZero();
        }
    }

    @Test
    void serverEndsFirst() throws Exception {
        CountDownLatch complete = new CountDownLatch(ROUNDS);
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send(SWITCHED + "bye");
                    peer.shutdownOutput();
                    assertThat(peer.in().readAllBytes()).hasSize(100_000);
                    complete.countDown();
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < ROUNDS; i++) {
                talkServerFirst(transport, UPGRADE);
            }
            complete.await();
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void unixSocketsDoTheSame() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.unix(directory.resolve("s"), peer -> serveClientFirst(peer, SWITCHED));
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < ROUNDS; i++) {
                talkClientFirst(transport, UPGRADE);
            }
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void execStartSendsItsBodyAndUpgradeHeaders() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    String head = peer.head();
                    assertThat(head).contains("Connection: Upgrade\r\n", "Upgrade: tcp\r\n", "Content-Length: 13\r\n");
                    peer.send("HTTP/1.1 100 Continue\r\n\r\n" + SWITCHED + peer.text(13));
                });
                HttpTransport transport = server.transport()) {
            byte[] json = "{\"Tty\":false}".getBytes(UTF_8);
            try (Hijacked hijacked = transport.hijack(attach(UPGRADE, new RequestBody.Bytes(json)))) {
                Hijacked.Raw raw = (Hijacked.Raw) hijacked;
                assertThat(new String(raw.head().raw(), UTF_8)).isEqualTo(SWITCHED);
                assertThat(raw.duplex().in().readAllBytes()).isEqualTo(json);
            }
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void ordinaryAnswersStayAnswers() throws Exception {
        String error = "HTTP/1.1 404 Not Found\r\nContent-Length: 13\r\n\r\n{\"message\":1}";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
        for (String reply : new String[] {error, chunked}) {
            try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                        peer.head();
                        peer.send(reply);
                        peer.head();
                    });
                    HttpTransport transport = server.transport();
                    Hijacked hijacked = transport.hijack(attach(Headers.empty(), RequestBody.empty()))) {
                assertThat(hijacked).isInstanceOf(Hijacked.Answered.class);
                EngineResponse response = ((Hijacked.Answered) hijacked).response();
                assertThat(response.body().readAllBytes()).hasSize(response.status() == 404 ? 13 : 2);
            }
        }
    }

    @Test
    void closingWakesTheReader() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send(SWITCHED);
                    peer.in().readAllBytes();
                });
                HttpTransport transport = server.transport()) {
            Duplex duplex = ((Hijacked.Raw) transport.hijack(attach(UPGRADE, RequestBody.empty()))).duplex();
            Thread closer = Thread.startVirtualThread(() -> {
                sleep(50);
                duplex.close();
                duplex.close();
            });
            assertThatThrownBy(() -> duplex.in().read()).isInstanceOf(IOException.class);
            closer.join();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
