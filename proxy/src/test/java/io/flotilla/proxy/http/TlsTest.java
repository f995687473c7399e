package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.transport.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {
    @TempDir
    static Path directory;

    private static TestTls tls;

    @BeforeAll
    static void makeKeys() throws Exception {
        tls = new TestTls(directory);
    }

    private static HttpFront front(boolean clientCertificate) {
        return Fronts.start(
                exchange -> Fronts.reply(exchange, 200, "secret"),
                FrontLimits.standard(),
                Listener.parse("127.0.0.1:0").with(new TlsTerms(tls.known(), clientCertificate)));
    }

    @Test
    void clientsWithACertificateGetIn() throws IOException {
        try (HttpFront front = front(true);
                RawClient client = RawClient.to(front, 0, tls.known())) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.get("/").answer()).endsWith("secret");
            }
        }
    }

    @Test
    void clientsWithoutACertificateStayOut() throws IOException {
        try (HttpFront front = front(true);
                RawClient client = RawClient.to(front, 0, tls.anonymous())) {
            assertThatThrownBy(() -> client.get("/").answer()).isInstanceOf(IOException.class);
            assertThat(front.counts().requests()).isZero();
        }
    }

    @Test
    void certificatesCanBeOptional() throws IOException {
        try (HttpFront front = front(false);
                RawClient client = RawClient.to(front, 0, tls.anonymous())) {
            assertThat(client.get("/").answer()).endsWith("secret");
        }
    }

    @Test
    void tls12IsAccepted() throws IOException {
        try (HttpFront front = front(true)) {
            int port = ((Listener.Tcp) front.bound().getFirst()).port();
            SSLSocket socket =
                    (SSLSocket) tls.known().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            try (RawClient client = RawClient.of(socket)) {
                assertThat(client.get("/").answer()).endsWith("secret");
            }
        }
    }

    @Test
    void plainHttpGetsASentence() throws IOException {
        try (HttpFront front = front(true);
                RawClient client = RawClient.to(front)) {
            client.get("/");
            assertThat(client.rest())
                    .startsWith("HTTP/1.1 400 Bad Request")
                    .endsWith("{\"message\":\"Client sent an HTTP request to an HTTPS server.\"}\n");
        }
    }

    @Test
    void tlsOnAPlainPortGetsAnHttpAnswer() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(exchange, 200, ""));
                RawClient client = RawClient.to(front)) {
            client.out().write(new byte[] {0x16, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3});
            assertThat(client.rest()).startsWith("HTTP/1.1 400 Bad Request");
        }
    }

    @Test
    void flushesAndLargeBodiesPass() throws IOException {
        int size = 8 << 20;
        try (HttpFront front = Fronts.start(
                        exchange -> {
                            exchange.respond(200, Headers.of("Content-Length", Integer.toString(size)));
                            exchange.out().write("first".getBytes(StandardCharsets.US_ASCII));
                            exchange.out().flush();
                            exchange.body().readAllBytes();
                            exchange.out().write(new byte[size - 5]);
                        },
                        FrontLimits.standard(),
                        Listener.parse("127.0.0.1:0").with(new TlsTerms(tls.known(), true)));
                RawClient client = RawClient.to(front, 0, tls.known())) {
            for (int i = 0; i < 5; i++) {
                client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
                client.head();
                assertThat(client.text(5)).isEqualTo("first");
                client.send("end");
                assertThat(client.in().readNBytes(size - 5)).hasSize(size - 5);
            }
        }
    }
}
