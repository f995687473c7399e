package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Duplex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class HijackTest {
    private static final int ROUNDS = 200;
    private static final byte[] UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    /** Reads to the client's half-close, then tells what came, half-closes, and waits for nothing more. */
    private static void session(ApiExchange exchange) throws IOException {
        String body = new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
        try (Duplex duplex = exchange.hijack(UPGRADED)) {
            String stdin = new String(duplex.in().readAllBytes(), StandardCharsets.UTF_8);
            duplex.out().write((body + "|" + stdin).getBytes(StandardCharsets.UTF_8));
            duplex.shutdownOutput();
        }
    }

    private static void rounds(RawClients clients) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            try (RawClient client = clients.open()) {
                client.send("POST /exec/1/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                        + "Content-Length: 2\r\n\r\n{}early" + i);
                assertThat(client.head()).isEqualTo(new String(UPGRADED, StandardCharsets.US_ASCII));
                client.send(" late");
                client.halfClose();
                assertThat(client.rest()).isEqualTo("{}|early" + i + " late");
            }
        }
    }

    private interface RawClients {
        RawClient open() throws IOException;
    }

    @Test
    void halfClosesPassBothWaysOnTcp() throws IOException {
        try (HttpFront front = Fronts.start(HijackTest::session)) {
            rounds(() -> RawClient.to(front));
        }
    }

    @Test
    void halfClosesPassBothWaysOnUnixSockets() throws IOException {
        try (HttpFront front = Fronts.start(
                HijackTest::session,
                FrontLimits.standard(),
                Listener.parse("unix://" + directory.resolve("front.sock")))) {
            rounds(() -> RawClient.to(front));
        }
    }

    @Test
    void bytesBehindARequestWithoutLengthBelongToTheSession() throws IOException {
        try (HttpFront front = Fronts.start(HijackTest::session)) {
            for (int i = 0; i < ROUNDS; i++) {
                try (RawClient client = RawClient.to(front)) {
                    client.send("POST /attach HTTP/1.1\r\nHost: x\r\n\r\nstdin at once");
                    client.halfClose();
                    client.head();
                    assertThat(client.rest()).isEqualTo("|stdin at once");
                }
            }
        }
    }
}
