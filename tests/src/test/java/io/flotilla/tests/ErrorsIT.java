package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said as an engine says it: its status, a JSON message, and nothing else disturbed. */
@ExtendWith(SharedCluster.class)
final class ErrorsIT {
    private final Cluster cluster;

    ErrorsIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    private static void isError(Api.Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.head().header("Content-Type")).startsWith("application/json");
        assertThat(answer.message()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nonsense",
        "GET, /v1.41/nonsense",
        "GET, /containers",
        "GET, /containers/x/y/nonsense",
        "PATCH, /info",
        "DELETE, /info",
        "POST, /version",
        "GET, /v1.41",
        "GET, /v1.99/nonsense",
        "GET, /"
    })
    void unknownRoutesAreA404(String method, String target) {
        Api.Answer answer = cluster.api().call(method, target, "");
        isError(answer, 404);
        assertThat(answer.message()).isEqualTo("page not found");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1.99/info, too new",
        "/v2.0/containers/json, too new",
        "/v1.11/info, too old",
        "/v1/info, ''",
        "/v1.2.3.4/info, ''",
        "/v..1/info, ''"
    })
    void wrongVersionsAreA400(String target, String words) {
        Api.Answer answer = cluster.api().get(target);
        isError(answer, 400);
        assertThat(answer.message()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1.21", "/v1.24", "/v1.30", "/v1.40", "/v1.41", "/v1.44", "/v1.51", ""})
    void everyOfferedVersionIsServedByBothGenerations(String version) {
        for (int number = 1; number <= 2; number++) {
            String name = cluster.sleeper(node(number));
            assertThat(cluster.api()
                            .get(version + "/containers/" + name + "/json")
                            .json()
                            .path("State")
                            .path("Running")
                            .asBoolean())
                    .isTrue();
            assertThat(cluster.api().get(version + "/containers/json").json()).hasSize(number);
            assertThat(cluster.api()
                            .get(version + "/containers/" + name + "/top")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{broken",
                "[]",
                "\"text\"",
                "17",
                "{\"Image\":",
                "{\"Image\":\"busybox\"} trailing",
                "{}",
                "null"
            })
    void invalidBodiesOfCreateAreA400(String body) {
        isError(cluster.api().post("/containers/create", body), 400);
        assertThat(cluster.docker().lines("ps", "-aq")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/networks/create", "/volumes/create", "/containers/x/exec", "/networks/bridge/connect"})
    void invalidJsonIsA400Elsewhere(String target) {
        String path = target.replace("/x/", "/" + cluster.sleeper(node(1)) + "/");
        isError(cluster.api().post(path, "{broken"), 400);
    }

    @Test
    void anEmptyBodyOfCreateIsA400() {
        isError(cluster.api().post("/containers/create", ""), 400);
    }

    @Test
    void aBodyThatIsNoJsonByItsTypeIsRefused() throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "POST",
                    "/containers/create",
                    "Content-Type: text/plain\r\n",
                    "{\"Image\":\"busybox\"}".getBytes(StandardCharsets.UTF_8));
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(400);
            assertThat(connection.body(head)).contains("Content-Type");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, json",
        "GET, logs?stdout=1",
        "GET, top",
        "GET, stats",
        "GET, changes",
        "GET, export",
        "GET, archive?path=/",
        "POST, start",
        "POST, stop",
        "POST, kill",
        "POST, pause",
        "POST, unpause",
        "POST, restart",
        "POST, rename?name=x",
        "POST, wait",
        "POST, attach?stream=1&stdout=1",
        "POST, exec",
        "POST, resize?w=1&h=1",
        "POST, update",
        "DELETE, ''"
    })
    void unknownContainersAreA404(String method, String action) {
        String target = "/containers/no-such-one" + (action.isEmpty() ? "" : "/" + action);
        boolean hasBody = method.equals("POST");
        Api.Answer answer = cluster.api().call(method, target, hasBody ? "{\"Cmd\":[\"true\"]}" : "");
        isError(answer, 404);
        assertThat(answer.message()).isEqualTo("No such container: no-such-one");
    }

    @Test
    void unknownExecsAreA404() {
        isError(cluster.api().get("/exec/0123456789abcdef/json"), 404);
        isError(cluster.api().post("/exec/0123456789abcdef/start", "{}"), 404);
        isError(cluster.api().post("/exec/0123456789abcdef/resize?w=1&h=1", ""), 404);
    }

    @Test
    void anAmbiguousPrefixIsA400ThatNamesTheContainers() {
        // 17 containers share a first digit at least once.
        for (int i = 0; i < 17; i++) {
            cluster.api().post("/containers/create", "{\"Image\":\"busybox\"}");
        }
        List<String> ids = cluster.docker().lines("ps", "-aq", "--no-trunc");
        assertThat(ids).hasSize(17);
        String digit = "0123456789abcdef"
                .chars()
                .mapToObj(Character::toString)
                .filter(d -> ids.stream().filter(id -> id.startsWith(d)).count() > 1)
                .findFirst()
                .orElseThrow();
        Api.Answer answer = cluster.api().get("/containers/" + digit + "/json");
        isError(answer, 400);
        assertThat(answer.message()).contains("multiple").contains("node-");
    }

    @BothGenerations
    void aSecondStartIsA304WithoutABody(int number) {
        String name = cluster.sleeper(node(number));
        Api.Answer answer = cluster.api().post("/containers/" + name + "/start", "");
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        cluster.docker().ok("kill", name);
        assertThat(cluster.api().post("/containers/" + name + "/stop", "").status())
                .isEqualTo(304);
    }

    @BothGenerations
    void statusesOfTheEngineReachTheClient(int number) {
        String name = cluster.sleeper(node(number));
        String path = "/containers/" + name;
        isError(cluster.api().post(path + "/unpause", ""), statusOf(number, path + "/unpause"));
        isError(cluster.api().post(path + "/kill?signal=NONSENSE", ""), 400);
        isError(cluster.api().get(path + "/logs"), 400);
        isError(cluster.api().get(path + "/archive?path=/absent"), 404);
        isError(cluster.api().get(path + "/archive"), 400);
        isError(cluster.api().call("DELETE", path, ""), 409);
        isError(cluster.api().post(path + "/exec", "{}"), 400);
        isError(cluster.api().post(path + "/rename?name=bad%20name", ""), 400);
        cluster.docker().ok("kill", name);
        isError(cluster.api().post(path + "/kill", ""), 409);
        isError(cluster.api().post(path + "/exec", "{\"Cmd\":[\"true\"]}"), 409);
    }

    /** What the engine itself says, where generations differ. */
    private int statusOf(int number, String target) {
        return cluster.engine(node(number)).post(target, "").status();
    }

    @BothGenerations
    void whatTheEngineForbidsIsA403(int number) {
        Api.Answer answer =
                cluster.api().call("DELETE", "/networks/" + node(number).name() + "/bridge", "");
        isError(answer, 403);
        assertThat(answer.message()).contains("pre-defined");
    }

    @BothGenerations
    void aReadOnlyPlaceRefusesAnArchiveAsTheEngineDoes(int number) throws IOException {
        String name = Cluster.fresh("locked");
        cluster.docker()
                .ok(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "--read-only",
                        "-e",
                        node(number).pin(),
                        "busybox",
                        "sleep",
                        "1000");
        String direct = upload(cluster.engine(node(number)), name);
        assertThat(direct).contains("read-only");
        assertThat(upload(cluster.api(), name)).isEqualTo(direct);
    }

    /** Status and body of the answer to an empty archive for a folder of that container. */
    private static String upload(Api api, String container) throws IOException {
        try (RawHttp connection = api.connect()) {
            connection.request(
                    "PUT",
                    "/containers/" + container + "/archive?path=/etc",
                    "Content-Type: application/x-tar\r\n",
                    new byte[1024]);
            RawHttp.Head head = connection.head();
            return head.status() + " " + connection.body(head).strip();
        }
    }

    @BothGenerations
    void refusedConfigurationsKeepTheEnginesStatusAndWords(int number) {
        String pin = "\"Image\":\"busybox\",\"Env\":[\"" + node(number).pin() + "\"]";
        Api.Answer answer = cluster.api().post("/containers/create", "{" + pin + ",\"HostConfig\":{\"Memory\":1000}}");
        isError(answer, 400);
        assertThat(answer.message()).containsIgnoringCase("minimum memory limit");
        isError(cluster.api().post("/containers/create?name=bad%20name", "{" + pin + "}"), 400);
        isError(cluster.api().post("/containers/create", "{\"Image\":\"no-such-image\"}"), 404);
    }

    @Test
    void aConstraintThatNoNodeMeetsIsToldWithItsReasons() {
        Api.Answer answer = cluster.api()
                .post("/containers/create", "{\"Image\":\"busybox\",\"Env\":[\"constraint:node==nowhere\"]}");
        isError(answer, 500);
        assertThat(answer.message())
                .startsWith("Unable to find a node that satisfies")
                .contains("node==nowhere");
    }

    @Test
    void swarmModeCallsAreAnsweredAsByAnEngineOutsideOne() {
        isError(cluster.api().get("/services"), 503);
        isError(cluster.api().get("/nodes"), 503);
        isError(cluster.api().post("/swarm/leave", ""), 503);
        isError(cluster.api().get("/swarm"), 503);
    }
}
