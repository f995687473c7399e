package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.api.ApiExchange;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestHeadTest {

    private static void echoTarget(ApiExchange exchange) throws IOException {
        Fronts.reply(exchange, 200, exchange.method() + " " + exchange.rawPath() + " ? " + exchange.rawQuery());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/containers/a%2Fb/json",
                "/a/../b/./c",
                "//a///b",
                "/a%00b",
                "/a;b=c;d/e",
                "/images/reg:5000/a@sha256:00/json",
                "/%7Ba%7D/+/%20",
                "/trailing/"
            })
    void pathsComeExactlyAsSent(String path) throws IOException {
        try (HttpFront front = Fronts.start(RequestHeadTest::echoTarget);
                RawClient client = RawClient.to(front)) {
            assertThat(client.get(path + "?q=%2F+x").answer()).endsWith("\r\n\r\nGET " + path + " ? q=%2F+x");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filters=%7B%22a%22%3Atrue%7D&all=1",
                "filters={\"label\":[\"a=b\"]}",
                "a=1&a=2&&=x",
                "a?b/c;d",
                "x=%C3%A9"
            })
    void queriesComeExactlyAsSent(String query) throws IOException {
        try (HttpFront front = Fronts.start(RequestHeadTest::echoTarget);
                RawClient client = RawClient.to(front)) {
            assertThat(client.get("/p?" + query).answer()).endsWith("GET /p ? " + query);
        }
    }

    @Test
    void absoluteTargetsLoseTheirHost() throws IOException {
        try (HttpFront front = Fronts.start(RequestHeadTest::echoTarget);
                RawClient client = RawClient.to(front)) {
            client.send("GET http://manager:1/v1.41/info?x=1 HTTP/1.1\r\nHost: manager:1\r\n\r\n");
            assertThat(client.answer()).endsWith("GET /v1.41/info ? x=1");
            client.send("GET http://manager HTTP/1.1\r\nHost: manager\r\n\r\n");
            assertThat(client.answer()).endsWith("GET / ? ");
        }
    }

    @Test
    void unknownMethodsPass() throws IOException {
        try (HttpFront front = Fronts.start(RequestHeadTest::echoTarget);
                RawClient client = RawClient.to(front)) {
            client.send("BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).endsWith("BREW /pot ? ");
            client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer()).endsWith("OPTIONS * ? ");
        }
    }

    @Test
    void headersKeepTheirValues() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> Fronts.reply(
                        exchange,
                        200,
                        exchange.headers().first("x-registry-AUTH").orElse("none")));
                RawClient client = RawClient.to(front)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Registry-Auth: eyJh/+==\r\n\r\n");
            assertThat(client.answer()).endsWith("eyJh/+==");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker",
                "api.moby.localhost",
                "%2Fvar%2Frun%2Fdocker.sock",
                "node_1:2375",
                "[::1]:4000",
                "10.0.0.1:3376",
                ""
            })
    void hostsOfAllDockerClientsPass(String host) throws IOException {
        try (HttpFront front = Fronts.start(RequestHeadTest::echoTarget);
                RawClient client = RawClient.to(front)) {
            assertThat(client.send("GET /_ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .answer())
                    .contains("200 OK");
        }
    }

    @Test
    void http10EndsWithTheConnection() throws IOException {
        try (HttpFront front = Fronts.start(exchange -> {
                    exchange.respond(200, io.flotilla.proxy.transport.Headers.empty());
                    exchange.out().write("old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                });
                RawClient client = RawClient.to(front)) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.0 200 OK").doesNotContain("chunked");
            assertThat(client.rest()).isEqualTo("old");
        }
    }
}
