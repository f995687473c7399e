package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final Headers UPGRADE = Headers.of("Connection", "Upgrade", "Upgrade", "tcp");

    @TempDir
    private static Path directory;

    private static SSLContext server;
    private static SSLContext client;
    private static TestAuthority authority;

    @BeforeAll
    static void issue() throws Exception {
        authority = new TestAuthority(directory);
        authority.issue("engine", "-ext", "san=ip:127.0.0.1");
        authority.issue("elsewhere", "-ext", "san=ip:10.1.2.3");
        authority.issue("past", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
        authority.issue("manager");
        server = authority.context("engine", "ca");
        client = authority.context("manager", "ca");
    }

    private static void answerAll(Peer peer) throws Exception {
        while (!peer.head().isEmpty()) {
            peer.answer("connection " + peer.number());
        }
    }

    private static String get(EngineTransport transport) throws Exception {
        try (EngineResponse response = transport.send(EngineRequest.get("/info"))) {
            return new String(response.body().readAllBytes(), UTF_8);
        }
    }

    private static HttpTransport secured(ScriptedServer server, SSLContext context, boolean verify) {
        return HttpTransport.secured(server.address(), new TlsClient(context, verify));
    }

    @Test
    void bothSidesShowTheirCertificatesAndTheConnectionIsKept() throws Exception {
        try (ScriptedServer engine = ScriptedServer.tls(server, true, TlsTest::answerAll);
                HttpTransport transport = secured(engine, client, true)) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(transport)).isEqualTo("connection 1");
            }
        }
    }

    @Test
    void connectionThatTheEngineEndedIsSeenClosed() throws Exception {
        try (ScriptedServer engine = ScriptedServer.tls(server, true, peer -> {
                    peer.head();
                    peer.answer("" + peer.number());
                    peer.shutdownOutput();
                });
                HttpTransport transport = secured(engine, client, true)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(get(transport)).isEqualTo("" + i);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void hijackedConnectionsHalfClose() throws Exception {
        String switched = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
        try (ScriptedServer clientFirst =
                        ScriptedServer.tls(server, true, peer -> HijackTest.serveClientFirst(peer, switched));
                ScriptedServer serverFirst = ScriptedServer.tls(server, true, peer -> {
                    peer.head();
                    peer.send(switched + "bye");
                    peer.shutdownOutput();
                    assertThat(peer.in().readAllBytes()).hasSize(100_000);
                });
                HttpTransport toClientFirst = secured(clientFirst, client, true);
                HttpTransport toServerFirst = secured(serverFirst, client, true)) {
            for (int i = 0; i < 30; i++) {
                HijackTest.talkClientFirst(toClientFirst, UPGRADE);
                HijackTest.talkServerFirst(toServerFirst, UPGRADE);
            }
            assertThat(clientFirst.failures()).isEmpty();
            assertThat(serverFirst.failures()).isEmpty();
        }
    }

    @Test
    void closingWakesAReader() throws Exception {
        try (ScriptedServer engine = ScriptedServer.tls(server, true, peer -> {
                    peer.head();
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    peer.in().readAllBytes();
                });
                HttpTransport transport = secured(engine, client, true)) {
            EngineResponse response =
                    transport.send(EngineRequest.get("/events").with(Deadlines.stream()));
            Thread closer = Thread.startVirtualThread(() -> {
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
                response.close();
            });
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(TransportException.Broken.class);
            closer.join();
            assertThat(transport.connections()).isZero();
        }
    }

    private static void fails(ScriptedServer engine, HttpTransport transport, String reason) {
        try (engine;
                transport) {
            assertThatThrownBy(() -> transport.send(EngineRequest.get("/info")))
                    .isInstanceOfSatisfying(
                            TransportException.TlsFailed.class,
                            e -> assertThat(e.neverSent()).isTrue())
                    .hasMessage("TLS with " + engine.address() + " failed: " + reason);
            assertThat(transport.connections()).isZero();
        }
    }

    private static void failsFor(String shown, SSLContext client, String reason) throws Exception {
        ScriptedServer engine = ScriptedServer.tls(authority.context(shown, "ca"), true, TlsTest::answerAll);
        fails(engine, secured(engine, client, true), reason);
    }

    @Test
    void failuresAreExplained() throws Exception {
        failsFor("elsewhere", client, "its certificate does not name this address");
        failsFor("manager", client, "its certificate does not name this address");
        failsFor("past", client, "its certificate has expired");
        failsFor("engine", authority.context("manager", "manager"), "its certificate is signed by an unknown CA");
        failsFor("engine", authority.anonymous("ca"), "it requires a client certificate that it trusts");
    }

    @Test
    void namesAreCheckedOnlyWhenAsked() throws Exception {
        SSLContext elsewhere = authority.context("elsewhere", "ca");
        try (ScriptedServer engine = ScriptedServer.tls(elsewhere, true, TlsTest::answerAll);
                HttpTransport transport = secured(engine, client, false)) {
            assertThat(get(transport)).isEqualTo("connection 1");
        }
    }

    @Test
    void engineThatTrustsAnotherAuthority() throws Exception {
        ScriptedServer engine = ScriptedServer.tls(authority.context("engine", "elsewhere"), true, TlsTest::answerAll);
        try (engine;
                HttpTransport transport = secured(engine, client, true)) {
            assertThatThrownBy(() -> get(transport)).isInstanceOf(TransportException.TlsFailed.class);
        }
    }

    @Test
    void plainEngineIsRecognised() throws Exception {
        ScriptedServer engine = ScriptedServer.tcp(peer -> {
            peer.in().read();
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400");
        });
        fails(engine, secured(engine, client, true), "it speaks plain HTTP, not TLS");
    }

    @Test
    void tlsEngineIsRecognisedFromPlainHttp() throws Exception {
        ScriptedServer go = ScriptedServer.tcp(peer -> {
            peer.head();
            peer.send("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
        });
        fails(go, go.transport(), "it speaks TLS, but was addressed in plain HTTP");
        ScriptedServer other = ScriptedServer.tcp(peer -> {
            peer.head();
            peer.send("\u0015\u0003\u0003\u0000\u0002\u0002F");
        });
        fails(other, other.transport(), "it speaks TLS, but was addressed in plain HTTP");
    }

    @Test
    void connectionEndedInTheHandshake() throws Exception {
        ScriptedServer engine = ScriptedServer.tcp(peer -> peer.in().read());
        fails(engine, secured(engine, client, true), "it ended the connection during the handshake");
    }
}
