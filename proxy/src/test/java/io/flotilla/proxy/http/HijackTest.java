package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import io.flotilla.proxy.transport.Duplex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
final class HijackTest {
    private static final int ROUNDS = 200;
    private static final int BULK = 16 << 20;
    private static final byte[] UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private @Nullable SSLContext clientTls;

    enum Way {
        TCP,
        TLS,
        UNIX,
        UNIX_TLS
    }

    private Listener listener(Way way) throws Exception {
        Listener plain = way == Way.TCP || way == Way.TLS
                ? Listener.parse("127.0.0.1:0")
                : Listener.parse("unix://" + directory.resolve("front.sock"));
        if (way == Way.TCP || way == Way.UNIX) {
            return plain;
        }
        TestTls tls = new TestTls(directory);
        clientTls = tls.known();
        return plain.with(new TlsTerms(tls.known(), true));
    }

    /** Reads to the client's half-close, then tells what came, and half-closes. */
    private static void tell(ApiExchange exchange) throws IOException {
        String body = new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
        try (Duplex duplex = exchange.hijack(UPGRADED)) {
            String stdin = new String(duplex.in().readAllBytes(), StandardCharsets.UTF_8);
            duplex.out().write((body + "|" + stdin).getBytes(StandardCharsets.UTF_8));
            duplex.shutdownOutput();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "UNIX_TLS", mode = EnumSource.Mode.EXCLUDE)
    void aClientsHalfCloseIsSeenWhileTheAnswerStillGoes(Way way) throws Exception {
        try (HttpFront front = Fronts.start(HijackTest::tell, FrontLimits.standard(), listener(way))) {
            for (int i = 0; i < ROUNDS; i++) {
                try (RawClient client = RawClient.to(front, 0, clientTls)) {
                    client.send("POST /exec/1/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                            + "Content-Length: 2\r\n\r\n{}early" + i);
                    assertThat(client.head()).isEqualTo(new String(UPGRADED, StandardCharsets.US_ASCII));
                    client.send(" late");
                    client.halfClose();
                    assertThat(client.rest()).isEqualTo("{}|early" + i + " late");
                }
            }
            Fronts.await("all connections to end", () -> front.counts().openConnections() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "UNIX_TLS", mode = EnumSource.Mode.EXCLUDE)
    void theFrontsHalfCloseLeavesTheClientTalking(Way way) throws Exception {
        int[] heard = new int[1];
        try (HttpFront front = Fronts.start(
                exchange -> {
                    try (Duplex duplex = exchange.hijack(UPGRADED)) {
                        duplex.shutdownOutput();
                        heard[0] = duplex.in().readAllBytes().length;
                    }
                },
                FrontLimits.standard(),
                listener(way))) {
            for (int i = 0; i < ROUNDS; i++) {
                heard[0] = 0;
                try (RawClient client = RawClient.to(front, 0, clientTls)) {
                    client.send("POST /attach HTTP/1.1\r\nHost: x\r\n\r\n");
                    client.head();
                    assertThat(client.rest()).isEmpty();
                    client.out().write(new byte[100_000]);
                    client.halfClose();
                }
                Fronts.await("the session to end", () -> front.counts().activeRequests() == 0);
                assertThat(heard[0]).isEqualTo(100_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesBehindARequestWithoutLengthBelongToTheSession(Way way) throws Exception {
        try (HttpFront front = Fronts.start(HijackTest::tell, FrontLimits.standard(), listener(way))) {
            for (int i = 0; i < 50; i++) {
                try (RawClient client = RawClient.to(front, 0, clientTls)) {
                    client.send("POST /attach HTTP/1.1\r\nHost: x\r\n\r\nstdin at once");
                    client.halfClose();
                    client.head();
                    assertThat(client.rest()).isEqualTo("|stdin at once");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bulkGoesBothWaysAtTheSameTime(Way way) throws Exception {
        byte[] up = new byte[BULK];
        new Random(1).nextBytes(up);
        try (HttpFront front = Fronts.start(
                        exchange -> {
                            try (Duplex duplex = exchange.hijack(UPGRADED)) {
                                byte[] part = new byte[50_000];
                                int count;
                                while ((count = duplex.in().read(part)) >= 0) {
                                    duplex.out().write(part, 0, count);
                                }
                                duplex.shutdownOutput();
                            }
                        },
                        FrontLimits.standard(),
                        listener(way));
                RawClient client = RawClient.to(front, 0, clientTls)) {
            client.send("POST /attach HTTP/1.1\r\nHost: x\r\n\r\n");
            client.head();
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    client.out().write(up);
                    client.halfClose();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(crc(client.in().readAllBytes())).isEqualTo(crc(up));
            sender.join();
        }
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue() + ((long) bytes.length << 32);
    }

    @ParameterizedTest
    @EnumSource
    void theLastWordsReachAClientThatIsStillSending(Way way) throws Exception {
        try (HttpFront front = Fronts.start(
                exchange -> {
                    try (Duplex duplex = exchange.hijack(UPGRADED)) {
                        duplex.out().write("bye".getBytes(StandardCharsets.US_ASCII));
                    }
                },
                FrontLimits.standard(),
                listener(way))) {
            for (int i = 0; i < 20; i++) {
                try (RawClient client = RawClient.to(front, 0, clientTls)) {
                    client.send("POST /attach HTTP/1.1\r\nHost: x\r\n\r\n" + "unread".repeat(1000));
                    client.head();
                    assertThat(client.rest()).isEqualTo("bye");
                }
            }
        }
    }
}
