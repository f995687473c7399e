package io.flotilla.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterApiTest {
    private final FakeCluster cluster = FakeCluster.of(2);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void networksAreMadeFoundAndRemovedOnTheirNode() {
        for (int node = 1; node <= 2; node++) {
            var engine = cluster.node(node);
            engine.faults().answer("POST /networks/create", request -> {
                String id = engine.addNetwork("mine");
                return FakeAnswer.text(201, "application/json", "{\"Id\":\"" + id + "\",\"Warning\":\"\"}");
            });
            engine.faults().answer("DELETE /networks/", request -> {
                engine.removeNetwork(request.target().replaceAll(".*/", ""));
                return FakeAnswer.empty(204);
            });
        }
        FakeExchange made = cluster.ask("POST /networks/create", "{\"Name\":\"node-2/mine\",\"Driver\":\"bridge\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(cluster.node(2).requests("POST /networks/create")).isEqualTo(1);
        assertThat(cluster.ask("GET /networks").json().path(0).path("Name").asText())
                .isEqualTo("node-2/mine");
        assertThat(cluster.ask("GET /networks/mine").json().path("Name").asText())
                .isEqualTo("mine");
        assertThat(cluster.ask("DELETE /networks/node-2%2Fmine").status()).isEqualTo(204);
        assertThat(cluster.ask("GET /networks/").text()).isEqualTo("[]\n");
        assertThat(cluster.ask("GET /networks/mine").message()).isEqualTo("network mine not found");
        assertThat(cluster.ask("POST /networks/create", "{\"Name\":\"nowhere/x\"}")
                        .message())
                .isEqualTo("No such node: nowhere");
    }

    @Test
    void swarmModeIsRefusedAndNeverReachesAnEngine() {
        assertThat(cluster.ask("GET /swarm").status()).isEqualTo(503);
        assertThat(cluster.ask("GET /nodes").message()).startsWith("This node is not a swarm manager.");
        assertThat(cluster.ask("POST /swarm/leave?force=1").message()).isEqualTo("This node is not part of a swarm");
        assertThat(cluster.ask("POST /swarm/init").status()).isEqualTo(501);
        assertThat(cluster.requests(".* /(swarm|nodes).*")).isZero();
    }

    @Test
    void pingVersionAndInfoAreTheManagersOwn() {
        assertThat(cluster.ask("GET /_ping").text()).isEqualTo("OK");
        assertThat(cluster.ask("HEAD /_ping").answered().first("Content-Length"))
                .contains("0");
        assertThat(cluster.ask("GET /version").json().path("Version").asText()).isEqualTo("swarm/2.0.0");
        assertThat(cluster.ask("GET /version").json().path("MinAPIVersion").asText())
                .isEqualTo("1.21");
        assertThat(cluster.ask("GET /info").json().path("Containers").asInt()).isZero();
    }
}
