package io.flotilla.proxy.cluster;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.api.ApiOptions;
import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerCreationTest {
    private static final String CREATE = "POST /containers/create";
    private FakeCluster cluster = FakeCluster.of(3);

    @AfterEach
    void close() {
        cluster.close();
    }

    private void retrying(int times) {
        cluster.close();
        cluster = FakeCluster.of(3, new ApiOptions(false, times, false, ""));
    }

    private FakeExchange create(String name, String body) {
        return cluster.ask("POST /v1.41/containers/create?name=" + name, body);
    }

    private List<JsonNode> bodies() {
        List<JsonNode> bodies = new CopyOnWriteArrayList<>();
        for (int node = 1; node <= 3; node++) {
            String address = FakeCluster.address(node);
            cluster.node(node).faults().answer(CREATE, request -> {
                bodies.add(sent(request));
                return FakeAnswer.error(409, "seen by " + address);
            });
        }
        return bodies;
    }

    private static JsonNode sent(EngineRequest request) {
        try {
            return Json.read(request.body() instanceof RequestBody.Bytes(byte[] bytes) ? bytes : new byte[0]);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theContainerIsInTheStateWhenTheClientHearsOfIt() {
        FakeExchange answer = create("web", "{\"Image\":\"busybox\"}");
        assertThat(answer.status()).isEqualTo(201);
        String id = answer.json().path("Id").asText();
        assertThat(cluster.state().containers().withId(id))
                .singleElement()
                .satisfies(c -> assertThat(c.needs()).isPresent())
                .satisfies(c -> assertThat(c.swarmId()).matches("[0-9a-f]{64}"));
        assertThat(cluster.ask("GET /containers/json?all=1")
                        .json()
                        .path(0)
                        .path("Names")
                        .path(0)
                        .asText())
                .matches("/node-[123]/web");
    }

    @Test
    void everythingUnknownReachesTheEngineAsItWas() throws IOException {
        List<JsonNode> bodies = bodies();
        String body =
                "{\"Image\":\"busybox\",\"Env\":[\"A=1\"],\"Labels\":{\"a\":\"b\"},\"Big\":123456789012345678901234567890,"
                        + "\"Exact\":1.10,\"HostConfig\":{\"New\":{\"deep\":[null,true,\"é\\u0000\"]},\"Binds\":null},\"Null\":null}";
        FakeExchange answer = create("web", body);
        assertThat(answer.status()).isEqualTo(409);
        ObjectNode sent = (ObjectNode) bodies.getFirst();
        ((ObjectNode) sent.path("Labels")).remove("com.docker.swarm.id");
        assertThat(sent).isEqualTo(Json.read(body.getBytes(StandardCharsets.UTF_8)));
        assertThat(sent)
                .hasToString(Json.read(body.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @Test
    void theQueryReachesTheEngine() {
        cluster.ask("POST /containers/create?name=web&platform=linux%2Famd64", "{\"Image\":\"busybox\"}");
        assertThat(cluster.requests("POST /containers/create\\?name=web&platform=linux/amd64"))
                .isEqualTo(1);
    }

    @Test
    void aMissingImageIsLookedForOnTheNodesThatHaveIt() {
        cluster.node(3).addImage("app:1");
        eventually("known", () -> !cluster.state().images().all().isEmpty());
        for (int node = 1; node <= 2; node++) {
            cluster.node(node).faults().fail(CREATE, 404, "No such image: app:1");
        }
        for (int i = 0; i < 4; i++) {
            assertThat(create("web" + i, "{\"Image\":\"app:1\"}").status()).isEqualTo(201);
        }
        assertThat(cluster.state().containers().of(FakeCluster.address(3))).hasSize(4);
    }

    @Test
    void aMissingImageThatNobodyHasIsTheClientsToPull() {
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).faults().fail(CREATE, 404, "No such image: app:1");
        }
        FakeExchange answer = create("web", "{\"Image\":\"app:1\"}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("No such image: app:1");
        assertThat(cluster.requests(CREATE + ".*")).isEqualTo(1);
    }

    @Test
    void ofTwoAtOnceOneGetsTheName() throws InterruptedException {
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        List<String> messages = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                FakeExchange answer = create("web", "{\"Image\":\"busybox\"}");
                statuses.add(answer.status());
                if (answer.status() != 201) {
                    messages.add(answer.message());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(messages).hasSize(7).allMatch(m -> m.startsWith("Conflict: The name web is already assigned."));
        assertThat(cluster.state().containers().all()).hasSize(1);
    }

    @Test
    void aFailureGivesNameAndPlaceBack() {
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).faults().fail(CREATE, 400, "no");
        }
        String body = "{\"Image\":\"busybox\",\"HostConfig\":{\"Memory\":8589934592}}";
        for (int i = 0; i < 4; i++) {
            assertThat(create("web", body).status()).isEqualTo(400);
        }
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).faults().heal();
        }
        assertThat(create("web", body).status()).isEqualTo(201);
    }

    @Test
    void aNodeThatRefusesConnectionsFailsTheRequestOnce() {
        cluster.node(1).faults().refuse(true);
        FakeExchange answer =
                cluster.ask("POST /containers/create", "{\"Image\":\"busybox\",\"Env\":[\"constraint:node==node-1\"]}");
        assertThat(answer.status()).isEqualTo(500);
    }

    @Test
    void aRetryGoesToAnotherNode() {
        retrying(2);
        cluster.node(1).faults().fail(CREATE, 500, "disk full");
        cluster.node(2).faults().fail(CREATE, 500, "disk full");
        for (int i = 0; i < 4; i++) {
            assertThat(create("web" + i, "{\"Image\":\"busybox\"}").status()).isEqualTo(201);
        }
        assertThat(cluster.state().containers().of(FakeCluster.address(3))).hasSize(4);
    }

    @Test
    void theSameNodeIsTriedAgainWhenThereIsNoOther() {
        retrying(2);
        cluster.node(1).faults().fail(CREATE, 500, "disk full");
        FakeExchange answer =
                cluster.ask("POST /containers/create", "{\"Image\":\"busybox\",\"Env\":[\"constraint:node==node-1\"]}");
        assertThat(answer.message()).isEqualTo("disk full");
        assertThat(cluster.requests(CREATE)).isEqualTo(3);
    }

    @Test
    void whatMayHaveWorkedIsNotTriedAgain() {
        retrying(3);
        for (int node = 1; node <= 3; node++) {
            String address = FakeCluster.address(node);
            cluster.node(node).faults().answer(CREATE, _ -> {
                throw new TransportException.Broken(address, "cut", null);
            });
        }
        assertThat(create("web", "{\"Image\":\"busybox\"}").status()).isEqualTo(500);
        assertThat(cluster.requests(CREATE + ".*")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 400 | config cannot be empty in order to create a container",
                "[] | 400 | invalid JSON: the body must be a JSON object",
                "7 | 400 | invalid JSON: the body must be a JSON object",
                "null | 400 | invalid JSON: the body must be a JSON object",
                "`` | 400 | invalid JSON: got EOF while reading request body",
                "{\"Labels\":[]} | 400 | invalid JSON: Labels must be an object",
                "{\"Env\":[\"reschedule:x\"]} | 400 | invalid reschedule policy: x",
            })
    void oddBodiesAreRefused(String body, int status, String message) {
        FakeExchange answer = create("web", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"Image\":", "{\"Image\":\"a\"} x", "{'Image':1}"})
    void brokenJsonIsRefused(String body) {
        FakeExchange answer = create("web", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("invalid JSON: ");
    }

    @Test
    void anImpossiblePlaceIsToldInClassicSwarmsWords() {
        FakeExchange answer = create("web", "{\"Image\":\"busybox\",\"Env\":[\"constraint:node==nowhere\"]}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.message())
                .isEqualTo("Unable to find a node that satisfies the following conditions \n"
                        + "[available container slots]\n[node==nowhere]");
    }
}
