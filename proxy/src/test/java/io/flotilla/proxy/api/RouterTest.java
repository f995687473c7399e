package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure;
import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.transport.TransportException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private static final List<Route> ROUTES = List.of(
            Route.of("GET", "/info", RouterTest::echo),
            Route.of("HEAD", "/_ping", call -> call.begin(200, io.flotilla.proxy.transport.Headers.empty())),
            Route.of("GET", "/containers/json", call -> call.respondText(200, "list")),
            Route.of("GET", "/containers/{name}/json", RouterTest::echo),
            Route.of("POST", "/containers/{name}/start", RouterTest::echo),
            Route.of("GET", "/late", RouterTest::failsLate),
            Route.of("GET", "/gone", _ -> {
                throw new TransportException.Refused("a:1", null);
            }));

    private static void echo(Call call) throws IOException {
        call.respondText(
                200, call.version() + " " + call.name() + " " + call.query().text("q"));
    }

    private static void failsLate(Call call) throws IOException {
        call.respondText(200, "half");
        throw new ClusterFailure.BadRequest("too late");
    }

    private static FakeExchange ask(boolean cors, String line) throws IOException {
        FakeExchange exchange = FakeExchange.of(line);
        new Router(ROUTES, cors).handle(exchange);
        return exchange;
    }

    private static FakeExchange ask(String line) throws IOException {
        return ask(false, line);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /info, '1.51  '",
        "GET /v1.41/info?q=a%2Fb, '1.41  a/b'",
        "GET /v1.21/info, '1.21  '",
        "GET /v1.51/containers/v1.41/json, '1.51 v1.41 '",
        "GET /containers/v1.41/json, '1.51 v1.41 '",
        "GET /containers/containers/json/json, '1.51 containers/json '",
        "GET /containers/json, list",
        "POST /v1.41/containers/start/start, '1.41 start '",
    })
    void routesWithAndWithoutVersion(String line, String answer) throws IOException {
        assertThat(ask(line).text()).isEqualTo(answer);
        assertThat(ask(line).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing, 404, page not found",
        "GET /v1.41/nothing, 404, page not found",
        "GET /v9.99/nothing, 404, page not found",
        "POST /info, 404, page not found",
        "OPTIONS /info, 404, page not found",
        "HEAD /info, 404, page not found",
        "GET /info/, 404, page not found",
        "GET /v1.41, 404, page not found",
        "GET /v1.20/info, 400, 'client version 1.20 is too old. Minimum supported API version is 1.21, please upgrade your"
                + " client to a newer version'",
        "GET /v1.99/info, 400, client version 1.99 is too new. Maximum supported API version is 1.51",
        "GET /v1/info, 400, invalid API version: 1",
        "GET /v1.2.3/info, 400, invalid API version: 1.2.3",
        "GET /info?q=%zz, 400, invalid URL escape in query",
        "GET /gone, 500, Cannot reach an engine: connection refused by a:1: no engine listens there",
    })
    void refusesInAnEnginesWords(String line, int status, String message) throws IOException {
        FakeExchange answer = ask(line);
        assertThat(answer.status()).isEqualTo(status);
        if (!line.startsWith("HEAD")) {
            assertThat(answer.message()).isEqualTo(message);
        }
        assertThat(answer.answered().first("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "//info, /info",
        "/a/../info?x=1&y=%2F, /info?x=1&y=%2F",
        "/./info, /info",
        "/info/., /info",
        "/x/.., /",
        "/../../info, /info",
        "//evil.example/info, /evil.example/info",
        "/networks//, /networks/",
    })
    void redirectsUncleanPaths(String path, String location) throws IOException {
        FakeExchange answer = ask("GET " + path);
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.answered().first("Location")).contains(location);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void anEncodedDotSegmentIsAName() throws IOException {
        assertThat(ask("GET /containers/%2e%2e/json").text()).isEqualTo("1.51 .. ");
    }

    @Test
    void answersToHeadHaveNoBody() throws IOException {
        FakeExchange answer = ask("HEAD /nothing");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEmpty();
        assertThat(ask("HEAD /_ping").status()).isEqualTo(200);
    }

    @Test
    void everyAnswerSaysWhoAnswers() throws IOException {
        for (String line : List.of("GET /info", "GET /nothing", "GET //info")) {
            assertThat(ask(line).answered().first("Api-Version")).contains("1.51");
            assertThat(ask(line).answered().first("Ostype")).contains("linux");
            assertThat(ask(line).answered().contains("Access-Control-Allow-Origin"))
                    .isFalse();
        }
    }

    @Test
    void aFailureWithinTheAnswerBreaksTheConnection() throws IOException {
        FakeExchange answer = ask("GET /late");
        assertThat(answer.aborted()).isTrue();
        assertThat(answer.text()).isEqualTo("half");
    }

    @Test
    void aLostClientIsLeftToTheServer() {
        Router router = new Router(
                List.of(Route.of("GET", "/x", _ -> {
                    throw new IOException("gone");
                })),
                false);
        assertThatThrownBy(() -> router.handle(FakeExchange.of("GET /x"))).isInstanceOf(IOException.class);
    }

    @Test
    void withCorsEveryKnownPathAnswersOptions() throws IOException {
        for (String path : List.of("/info", "/v1.41/info", "/containers/a/b/start", "/containers/json")) {
            FakeExchange answer = ask(true, "OPTIONS " + path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEmpty();
            assertThat(answer.answered().first("Access-Control-Allow-Origin")).contains("*");
        }
        assertThat(ask(true, "OPTIONS /nothing").status()).isEqualTo(404);
    }

    @Test
    void withCorsAnswersLetWebPagesIn() throws IOException {
        FakeExchange answer = ask(true, "GET /info");
        assertThat(answer.answered().first("Access-Control-Allow-Headers"))
                .contains("Origin, X-Requested-With, Content-Type, Accept");
        assertThat(answer.answered().first("Access-Control-Allow-Methods"))
                .contains("GET, POST, DELETE, PUT, OPTIONS, HEAD");
        assertThat(answer.text()).isEqualTo("1.51  ");
    }
}
