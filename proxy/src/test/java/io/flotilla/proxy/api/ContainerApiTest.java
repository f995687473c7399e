package io.flotilla.proxy.api;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.testing.FakeFaults.Hold;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ContainerApiTest {
    private FakeCluster cluster = FakeCluster.of(2);
    private String web = "";

    @BeforeEach
    void fill() {
        web = cluster.node(2).run("web");
        eventually("known", () -> !cluster.state().containers().withId(web).isEmpty());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void inspectTellsTheNodeAndEachPortOnce() {
        cluster.node(2).edit(web, c -> {
            ObjectNode ports = c.document().putObject("NetworkSettings").putObject("Ports");
            ports.putNull("53/udp");
            var bindings = ports.putArray("80/tcp");
            bindings.addObject().put("HostIp", "0.0.0.0").put("HostPort", "8080");
            bindings.addObject().put("HostIp", "::").put("HostPort", "8080");
            bindings.addObject().put("HostIp", "192.0.2.1").put("HostPort", "8081");
            bindings.addNull();
            c.document().put("Unknown", "kept");
        });
        JsonNode answer = cluster.ask("GET /containers/node-2/web/json").json();
        assertThat(answer.path("Node").path("Name").asText()).isEqualTo("node-2");
        assertThat(answer.path("Node").path("ID").asText()).isEqualTo("ID-node-2|10.0.0.2:2375");
        assertThat(answer.path("Node").path("Cpus").asInt()).isEqualTo(4);
        assertThat(answer.path("Unknown").asText()).isEqualTo("kept");
        assertThat(answer.path("NetworkSettings").path("Ports"))
                .hasToString("{\"53/udp\":null,\"80/tcp\":[{\"HostIp\":\"10.0.0.2\",\"HostPort\":\"8080\"},"
                        + "{\"HostIp\":\"192.0.2.1\",\"HostPort\":\"8081\"},null]}");
        assertThat(cluster.node(2).requests("GET /containers/" + web + "/json")).isPositive();
    }

    @Test
    void anEnginesRefusalReachesTheClientAsItIs() {
        cluster.node(2).faults().fail("POST /containers/.*/pause", 409, "is already paused");
        FakeExchange answer = cluster.ask("POST /containers/web/pause");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).isEqualTo("is already paused");
        cluster.node(2).faults().answer("POST /containers/.*/start", _ -> FakeAnswer.empty(304));
        assertThat(cluster.ask("POST /containers/web/start").status()).isEqualTo(304);
    }

    @Test
    void aChangeIsSeenByTheNextList() {
        assertThat(cluster.ask("POST /containers/web/stop?t=1").status()).isEqualTo(204);
        assertThat(cluster.requests("POST /containers/" + web + "/stop\\?t=1")).isEqualTo(1);
        assertThat(cluster.ask("GET /containers/json").json()).isEmpty();
        assertThat(cluster.ask("GET /containers/json?all=1").json()).hasSize(1);
        assertThat(cluster.ask("DELETE /containers/web?v=1").status()).isEqualTo(204);
        assertThat(cluster.ask("GET /containers/json?all=1").text()).isEqualTo("[]\n");
        assertThat(cluster.ask("DELETE /containers/web").message()).isEqualTo("No such container: web");
    }

    @Test
    void aListEntryIsTheEnginesWithNodeAndStatus() {
        JsonNode entry = cluster.ask("GET /containers/json").json().path(0);
        assertThat(entry.path("Names")).hasToString("[\"/node-2/web\"]");
        assertThat(entry.path("Id").asText()).isEqualTo(web);
        assertThat(entry.path("Status").asText()).startsWith("Up ");
        cluster.node(2).faults().refuse(true);
        eventually("unhealthy", () -> cluster.engines().healthy().size() == 1);
        JsonNode down = cluster.ask("GET /containers/json?all=1").json().path(0);
        assertThat(down.path("Status").asText()).isEqualTo("Host Down");
    }

    @Test
    void anUnhealthyNodeIsNamedWithItsReason() {
        cluster.node(2).faults().refuse(true);
        eventually("unhealthy", () -> cluster.engines().healthy().size() == 1);
        FakeExchange answer = cluster.ask("POST /containers/web/stop");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.message())
                .isEqualTo(
                        "Container web running on unhealthy node node-2: connection refused by 10.0.0.2:2375: no engine"
                                + " listens there");
    }

    @Test
    void aNameIsRenamedOnlyToAFreeOne() {
        cluster.node(1).run("db");
        eventually("known", () -> cluster.state().containers().all().size() == 2);
        FakeExchange answer = cluster.ask("POST /containers/web/rename?name=db");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(cluster.requests("POST .*rename.*")).isZero();
        assertThat(cluster.ask("POST /containers/web/rename").message())
                .isEqualTo("Neither old nor new names may be empty");
        cluster.node(2).faults().answer("rename\\?name=new", _ -> FakeAnswer.empty(204));
        assertThat(cluster.ask("POST /containers/web/rename?name=new").status()).isEqualTo(204);
    }

    @Test
    void anAmbiguousReferenceNamesTheCandidates() {
        String other = cluster.node(1).run("web");
        eventually("known", () -> cluster.state().containers().all().size() == 2);
        FakeExchange answer = cluster.ask("GET /containers/web/json");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo("multiple containers found with provided name or prefix: web (node-1/web "
                        + other.substring(0, 12) + ", node-2/web " + web.substring(0, 12) + ")");
    }

    @Test
    void aClientThatLeavesDoesNotWaitForASlowEngine() throws InterruptedException {
        Hold hold = cluster.node(2).faults().hold("GET /containers/.*/stats");
        FakeExchange exchange = FakeExchange.of("GET /containers/web/stats");
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                cluster.ask(exchange);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("the client went away");
            }
        });
        hold.awaitRequest();
        exchange.leave();
        asking.join();
        assertThat(exchange.committed()).isFalse();
        hold.release();
    }

    @Test
    void theEndIsWaitedForWithTheHeadSentAtOnce() {
        cluster.node(2)
                .faults()
                .answer(
                        "POST /containers/.*/wait",
                        _ -> FakeAnswer.text(200, "application/json", "{\"StatusCode\":3}"));
        FakeExchange answer = cluster.ask("POST /containers/web/wait?condition=removed");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("StatusCode").asInt()).isEqualTo(3);
    }

    @Test
    void anExecIsFoundAgainEvenByAnotherManager() {
        String exec = "e".repeat(64);
        cluster.node(2)
                .faults()
                .answer("GET /exec/e+/json", _ -> FakeAnswer.text(200, "application/json", "{\"Pid\":7}"));
        cluster.node(2)
                .faults()
                .answer("POST /containers/.*/exec", _ -> FakeAnswer.text(201, "application/json", "{\"Id\":\"f\"}"));
        cluster.node(2)
                .faults()
                .answer("GET /exec/f/json", _ -> FakeAnswer.text(200, "application/json", "{\"Pid\":8}"));
        assertThat(cluster.ask("GET /exec/" + exec + "/json").json().path("Pid").asInt())
                .isEqualTo(7);
        assertThat(cluster.ask("GET /exec/f/json").message()).isEqualTo("No such exec instance: f");
        assertThat(cluster.ask("POST /containers/web/exec", "{\"Cmd\":[\"x\"]}").status())
                .isEqualTo(201);
        assertThat(cluster.ask("GET /exec/f/json").json().path("Pid").asInt()).isEqualTo(8);
        assertThat(cluster.ask("GET /exec/" + "a".repeat(64) + "/json").status())
                .isEqualTo(404);
    }

    @Test
    void commitKeepsWhatTheClientAskedFor() {
        cluster.node(2)
                .faults()
                .answer("POST /commit", _ -> FakeAnswer.text(201, "application/json", "{\"Id\":\"x\"}"));
        assertThat(cluster.ask("POST /commit?repo=a%2Fb&container=node-2%2Fweb&pause=0")
                        .status())
                .isEqualTo(201);
        assertThat(cluster.requests("POST /commit\\?repo=a/b&pause=0&container=" + web))
                .isEqualTo(1);
        assertThat(cluster.ask("POST /commit").message()).isEqualTo("container name or id must be given");
    }

    @Test
    void aFilterMayAskForAFreshLook() {
        cluster.close();
        cluster = FakeCluster.of(2, new ApiOptions(false, 0, true, "fresh"));
        for (String filters : List.of("{\"node\":[\"node-1\"]}", "{\"name\":[\"fresh\"]}", "{\"name\":[\"other\"]}")) {
            cluster.node(1).requests().clear();
            cluster.node(2).requests().clear();
            cluster.ask("GET /containers/json?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8));
            assertThat(cluster.node(1).requests("GET /containers/json\\?all=1"))
                    .as(filters)
                    .isEqualTo(filters.contains("other") ? 0 : 1);
            assertThat(cluster.node(2).requests("GET /containers/json\\?all=1"))
                    .as(filters)
                    .isEqualTo(filters.contains("fresh") ? 1 : 0);
        }
    }
}
