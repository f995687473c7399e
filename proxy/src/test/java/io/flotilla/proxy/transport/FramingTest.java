package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where answers end, and which of them leave a connection that can be used again. */
@Timeout(30)
class FramingTest {
    private static final Deadlines SHORT = EngineRequest.get("/").deadlines();

    private static EngineRequest request(String method) {
        return new EngineRequest(method, "/", Headers.empty(), RequestBody.empty(), SHORT);
    }

    private static void check(String method, String reply, String body, boolean reused) throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send(reply);
                    if (reused) {
                        peer.head();
                    }
                });
                HttpTransport transport = server.transport();
                EngineResponse response = transport.send(request(method))) {
            assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo(body);
            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(transport.idle()).isEqualTo(reused ? 1 : 0);
            assertThat(transport.connections()).isEqualTo(reused ? 1 : 0);
        }
    }

    @Test
    void answersWithoutBody() throws Exception {
        check("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "", true);
        check("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "", true);
        check("POST", "HTTP/1.1 204 No Content\r\n\r\n", "", true);
        check("POST", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "", true);
        check("GET", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", true);
        check("GET", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "x", true);
    }

    @Test
    void answersThatEndWithTheConnection() throws Exception {
        check("GET", "HTTP/1.1 200 OK\r\n\r\nall of it", "all of it", false);
        check("GET", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok", false);
        check("GET", "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", "ok", true);
        check("GET", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", "ok", false);
        check("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nzzz", "zzz", false);
    }

    @Test
    void doubtfulAnswersCostTheConnection() throws Exception {
        check("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n\r\n", "ok", false);
        check(
                "GET",
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "ok",
                false);
        check("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok", "ok", true);
    }

    @Test
    void interimAnswersAreSkipped() throws Exception {
        check(
                "GET",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
                "ok",
                true);
    }

    @Test
    void trailersAreReadAndDropped() throws Exception {
        check(
                "GET",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\nA\r\n0123456789\r\n00\r\nX-A: 1\r\nX-B: 2\r\n\r\n",
                "0123456789",
                true);
    }

    @Test
    void chunksOfAllSizesComeThrough() throws Exception {
        Random random = new Random(42);
        byte[] data = new byte[2_000_000];
        random.nextBytes(data);
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                        int sent = 0;
                        while (sent < data.length) {
                            int size = Math.min(data.length - sent, 1 + random.nextInt(1 << random.nextInt(17)));
                            peer.send(Integer.toHexString(size) + "\r\n");
                            peer.out().write(data, sent, size);
                            peer.send("\r\n");
                            sent += size;
                        }
                        peer.send("0\r\n\r\n");
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 3; i++) {
                try (EngineResponse response = transport.send(request("GET"))) {
                    assertThat(response.body().readAllBytes()).isEqualTo(data);
                }
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void readerThatStopsAtTheEndOfItsDocumentKeepsTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    while (!peer.head().isEmpty()) {
                        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\n\r\n");
                    }
                });
                HttpTransport transport = server.transport()) {
            for (int i = 0; i < 3; i++) {
                try (EngineResponse response = transport.send(request("GET"))) {
                    assertThat(response.body().readNBytes(2)).isEqualTo("{}".getBytes(UTF_8));
                }
            }
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/2 200\r\n\r\n"
            })
    void brokenAnswersAreReported(String reply) throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.send(reply);
                });
                HttpTransport transport = server.transport()) {
            assertThatThrownBy(() -> {
                        try (EngineResponse response = transport.send(request("GET"))) {
                            response.body().readAllBytes();
                        }
                    })
                    .isInstanceOf(TransportException.Broken.class)
                    .hasMessageStartingWith("connection to " + server.address() + " broke: it ");
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    void headsHaveLimits() throws Exception {
        String endless = "X-A: " + "a".repeat(HeadReader.MAX_BYTES) + "\r\n";
        String many = "A: b\r\n".repeat(HeadReader.MAX_FIELDS + 1);
        for (String fields :
                new String[] {endless, many, endless.substring(0, 1000).repeat(70)}) {
            try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                        peer.head();
                        peer.send("HTTP/1.1 200 OK\r\n" + fields + "\r\n");
                    });
                    HttpTransport transport = server.transport()) {
                assertThatThrownBy(() -> transport.send(request("GET")))
                        .isInstanceOf(TransportException.Broken.class)
                        .hasMessageMatching(".*(larger than 64 KiB|more than 256 header fields)");
            }
        }
        check(
                "GET",
                "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(HeadReader.MAX_FIELDS - 1) + "Content-Length: 0\r\n\r\n",
                "",
                true);
    }
}
