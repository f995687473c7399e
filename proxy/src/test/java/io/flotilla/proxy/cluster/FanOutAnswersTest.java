package io.flotilla.proxy.cluster;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that go to all nodes and come back as one answer. */
class FanOutAnswersTest {
    private final FakeCluster cluster = FakeCluster.of(3);

    @AfterEach
    void close() {
        cluster.close();
    }

    private void says(int node, String pattern, String json) {
        cluster.node(node)
                .faults()
                .answer(pattern, _ -> FakeAnswer.text(200, "application/json", json.replace('\'', '"')));
    }

    private void everyNodeSays(String pattern, String json) {
        for (int node = 1; node <= 3; node++) {
            says(node, pattern, json);
        }
    }

    private static String json(FakeExchange exchange) {
        try {
            return Json.read(exchange.text().getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace('"', '\'');
        } catch (IOException e) {
            throw new AssertionError(exchange.text(), e);
        }
    }

    @Test
    void pruneJoinsListsAndSumsSizes() {
        says(1, "POST /containers/prune", "{'ContainersDeleted':['a','b'],'SpaceReclaimed':10}");
        says(2, "POST /containers/prune", "{'ContainersDeleted':null,'SpaceReclaimed':5}");
        says(3, "POST /containers/prune", "{'ContainersDeleted':['c'],'SpaceReclaimed':1}");
        assertThat(json(cluster.ask("POST /containers/prune?filters=%7B%7D")))
                .isEqualTo("{'ContainersDeleted':['a','b','c'],'SpaceReclaimed':16}");
        assertThat(cluster.requests("POST /containers/prune\\?filters=\\{\\}")).isEqualTo(3);
    }

    @Test
    void nothingPrunedIsNull() {
        everyNodeSays("POST /volumes/prune", "{'VolumesDeleted':null,'SpaceReclaimed':0}");
        assertThat(json(cluster.ask("POST /volumes/prune"))).isEqualTo("{'VolumesDeleted':null,'SpaceReclaimed':0}");
    }

    @Test
    void prunedVolumesAndNetworksCarryTheirNode() {
        everyNodeSays("POST /volumes/prune", "{'VolumesDeleted':['v'],'SpaceReclaimed':1}");
        everyNodeSays("POST /networks/prune", "{'NetworksDeleted':['n']}");
        assertThat(json(cluster.ask("POST /volumes/prune")))
                .isEqualTo("{'VolumesDeleted':['node-1/v','node-2/v','node-3/v'],'SpaceReclaimed':3}");
        assertThat(json(cluster.ask("POST /networks/prune")))
                .isEqualTo("{'NetworksDeleted':['node-1/n','node-2/n','node-3/n']}");
    }

    @Test
    void anImagePrunedOnSeveralNodesIsToldOnce() {
        everyNodeSays(
                "POST /images/prune",
                "{'ImagesDeleted':[{'Untagged':'a:1'},{'Deleted':'sha256:1'}],'SpaceReclaimed':2}");
        assertThat(json(cluster.ask("POST /images/prune")))
                .isEqualTo("{'ImagesDeleted':[{'Untagged':'a:1'},{'Deleted':'sha256:1'}],'SpaceReclaimed':6}");
    }

    @Test
    void aPruneThatFailsOnOneNodeIsStillOne() {
        everyNodeSays("POST /containers/prune", "{'ContainersDeleted':['a'],'SpaceReclaimed':1}");
        cluster.node(2).faults().heal();
        cluster.node(2).faults().fail("POST /containers/prune", 409, "a prune operation is already running");
        assertThat(json(cluster.ask("POST /containers/prune")))
                .isEqualTo("{'ContainersDeleted':['a','a'],'SpaceReclaimed':2}");
    }

    @Test
    void aPruneThatFailsEverywhereAlikeFailsAsOnOneEngine() {
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).faults().fail("POST /containers/prune", 409, "busy");
        }
        FakeExchange answer = cluster.ask("POST /containers/prune");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).isEqualTo("busy");
    }

    @Test
    void aPruneThatFailsEverywhereForSeveralReasonsSaysThemNodeByNode() {
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).faults().fail("POST /containers/prune", 409, "busy with " + node);
        }
        FakeExchange answer = cluster.ask("POST /containers/prune");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).isEqualTo("node-1: busy with 1\nnode-2: busy with 2\nnode-3: busy with 3");
    }

    @Test
    void oneClientsBodyIsNotOfferedToSeveralEngines() {
        everyNodeSays("POST /images/prune", "{'ImagesDeleted':null,'SpaceReclaimed':0}");
        assertThat(cluster.ask("POST /images/prune", "{}").status()).isEqualTo(200);
    }

    @Test
    void diskUsageCountsAnImageOnce() {
        says(
                1,
                "GET /system/df",
                "{'LayersSize':10,'Images':[{'Id':'i1','Containers':2},{'Id':'i2','Containers':-1}],"
                        + "'Containers':[{'Id':'c1','Names':['/web']}],'Volumes':[{'Name':'v','Driver':'local'}],'BuilderSize':1}");
        says(
                2,
                "GET /system/df",
                "{'LayersSize':5,'Images':[{'Id':'i1','Containers':1}],'Containers':null,"
                        + "'Volumes':[{'Name':'nfs','Driver':'nfs'}],'BuildCache':[{'ID':'x'}],'BuilderSize':0}");
        says(
                3,
                "GET /system/df",
                "{'LayersSize':1,'Images':[{'Id':'i2','Containers':-1}],'Containers':[],'Volumes':[],"
                        + "'BuilderSize':0}");
        assertThat(json(cluster.ask("GET /system/df")))
                .isEqualTo("{'LayersSize':16,'BuilderSize':1,'Images':[{'Id':'i1','Containers':3},"
                        + "{'Id':'i2','Containers':-1}],'Containers':[{'Id':'c1','Names':['/node-1/web']}],"
                        + "'Volumes':[{'Name':'node-1/v','Driver':'local'},{'Name':'nfs','Driver':'nfs'}],"
                        + "'BuildCache':[{'ID':'x'}]}");
    }

    @Test
    void diskUsageOfOneKindHasNoOther() {
        everyNodeSays("GET /system/df", "{'Volumes':[]}");
        assertThat(json(cluster.ask("GET /system/df?type=volume"))).isEqualTo("{'Volumes':[]}");
    }

    private void volumesCanBeMade() {
        for (int node = 1; node <= 3; node++) {
            var engine = cluster.node(node);
            engine.faults().answer("POST /volumes/create", _ -> {
                engine.addVolume("data");
                return FakeAnswer.text(201, "application/json", "{\"Name\":\"data\",\"Driver\":\"local\"}");
            });
            engine.faults().answer("DELETE /volumes/data", _ -> {
                engine.removeVolume("data");
                return FakeAnswer.empty(204);
            });
        }
    }

    @Test
    void aVolumeIsMadeOnEveryNode() {
        volumesCanBeMade();
        FakeExchange answer = cluster.ask("POST /volumes/create", "{\"Name\":\"data\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("Name").asText()).isEqualTo("data");
        assertThat(cluster.state().volumes().named("data")).hasSize(3);
        assertThat(cluster.ask("GET /volumes").json().path("Volumes")).hasSize(3);
    }

    @Test
    void aVolumeThatOneNodeRefusesIsTakenBackWhereItWasNew() {
        cluster.node(1).addVolume("data");
        eventually("known", () -> cluster.state().volumes().named("data").size() == 1);
        volumesCanBeMade();
        cluster.node(3).faults().heal();
        cluster.node(3).faults().fail("POST /volumes/create", 500, "disk full");
        FakeExchange answer = cluster.ask("POST /volumes/create", "{\"Name\":\"data\"}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.message()).isEqualTo("node-3: disk full");
        assertThat(cluster.node(1).requests("DELETE .*")).isZero();
        assertThat(cluster.node(2).requests("DELETE /volumes/data")).isEqualTo(1);
        assertThat(cluster.state().volumes().named("data"))
                .singleElement()
                .satisfies(v -> assertThat(v.engine()).isEqualTo(FakeCluster.address(1)));
    }

    @Test
    void aVolumeOfOneNodeIsMadeThere() {
        volumesCanBeMade();
        assertThat(cluster.ask("POST /volumes/create", "{\"Name\":\"node-2/data\"}")
                        .status())
                .isEqualTo(201);
        assertThat(cluster.requests("POST /volumes/create")).isEqualTo(1);
        assertThat(cluster.ask("POST /volumes/create", "{\"Name\":\"nowhere/data\"}")
                        .message())
                .isEqualTo("No such node: nowhere");
        assertThat(cluster.ask("DELETE /volumes/data").status()).isEqualTo(204);
        assertThat(cluster.ask("DELETE /volumes/data").message()).isEqualTo("get data: no such volume");
    }

    @Test
    void anImageInUseOnOneNodeIsRemovedFromTheOthersAndSaysSo() {
        for (int node = 1; node <= 3; node++) {
            cluster.node(node).addImage("app:1");
        }
        eventually("known", () -> cluster.state().images().named("app:1").size() == 3);
        everyNodeSays("DELETE /images/app:1", "[{'Untagged':'app:1'}]");
        assertThat(json(cluster.ask("DELETE /images/app:1"))).isEqualTo("[{'Untagged':'app:1'}]");
        cluster.node(3).faults().heal();
        cluster.node(3).faults().fail("DELETE /images/app:1", 409, "image is being used");
        FakeExchange answer = cluster.ask("DELETE /images/app:1");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).isEqualTo("node-3: image is being used");
    }

    @Test
    void aPushGoesToANodeThatHasTheTag() {
        cluster.node(2).addImage("host:5000/app:1");
        eventually("known", () -> !cluster.state().images().all().isEmpty());
        everyNodeSays("POST /images/.*push", "{'status':'pushed'}");
        assertThat(cluster.ask("POST /images/host:5000/app/push?tag=1").status())
                .isEqualTo(200);
        assertThat(cluster.ask("POST /images/host:5000%2Fapp/push").status()).isEqualTo(200);
        assertThat(cluster.node(2).requests("POST /images/host:5000/app/push.*"))
                .isEqualTo(2);
        assertThat(cluster.ask("POST /images/host:5000/app/push?tag=2").message())
                .isEqualTo("No such image: host:5000/app:2");
    }
}
