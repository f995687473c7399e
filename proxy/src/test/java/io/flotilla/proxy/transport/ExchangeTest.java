package io.flotilla.proxy.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExchangeTest {

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
    void refusesLineBreaks() throws Exception {
        try (HttpTransport transport = HttpTransport.plain(EngineAddress.parse("127.0.0.1:1"))) {
            for (String target : List.of("info", "/a b", "/a\r\nX: y", "/\u010a", "")) {
                assertThatThrownBy(() -> transport.send(EngineRequest.get(target)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
