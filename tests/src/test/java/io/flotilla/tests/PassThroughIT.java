package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.SharedCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the manager does not know itself reaches the engine, and what the engine says reaches the client. */
@ExtendWith(SharedCluster.class)
final class PassThroughIT {
    private final Cluster cluster;

    PassThroughIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    /** Creates a container on the node with more fields, and returns what its engine says of it. */
    private JsonNode created(Node node, String fields) {
        Api.Answer answer = cluster.api()
                .post("/containers/create", "{\"Image\":\"busybox\",\"Env\":[\"" + node.pin() + "\"]," + fields + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return cluster.engine(node)
                .get("/containers/" + answer.json().path("Id").asText() + "/json")
                .json();
    }

    @BothGenerations
    void rareFieldsOfHostConfigReachTheEngine(int number) {
        JsonNode host = created(
                        node(number),
                        "\"HostConfig\":{\"CgroupnsMode\":\"host\",\"OomScoreAdj\":77,\"ReadonlyPaths\":[\"/proc/fs\"],"
                                + "\"Sysctls\":{\"net.ipv4.ip_forward\":\"0\"},\"StorageOpt\":null,\"ShmSize\":1048576,"
                                + "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":100,\"Hard\":200}]}")
                .path("HostConfig");
        assertThat(host.path("CgroupnsMode").asText()).isEqualTo("host");
        assertThat(host.path("OomScoreAdj").asInt()).isEqualTo(77);
        assertThat(host.path("ReadonlyPaths").path(0).asText()).isEqualTo("/proc/fs");
        assertThat(host.path("Sysctls").path("net.ipv4.ip_forward").asText()).isEqualTo("0");
        assertThat(host.path("ShmSize").asInt()).isEqualTo(1048576);
        assertThat(host.path("Ulimits").path(0).path("Hard").asInt()).isEqualTo(200);
    }

    @Test
    void fieldsOfTheNewestApiReachTheNewestEngine() {
        JsonNode inspect = created(
                node(2),
                "\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"],\"StartInterval\":1000000000,\"Interval\":30000000000},"
                        + "\"HostConfig\":{\"Annotations\":{\"org.example\":\"kept\"},\"ConsoleSize\":[24,80]}");
        assertThat(inspect.path("HostConfig")
                        .path("Annotations")
                        .path("org.example")
                        .asText())
                .isEqualTo("kept");
        assertThat(inspect.path("Config")
                        .path("Healthcheck")
                        .path("StartInterval")
                        .asLong())
                .isEqualTo(1_000_000_000L);
        assertThat(inspect.path("HostConfig").path("ConsoleSize").path(1).asInt())
                .isEqualTo(80);
    }

    @BothGenerations
    void unknownFieldsDoNoHarm(int number) {
        JsonNode inspect = created(
                node(number), "\"FromTheFuture\":{\"x\":[1,2]},\"HostConfig\":{\"AlsoNew\":true,\"CpuShares\":512}");
        assertThat(inspect.path("HostConfig").path("CpuShares").asInt()).isEqualTo(512);
    }

    @BothGenerations
    void theClientsConfigurationIsKeptAsItIs(int number) {
        JsonNode config = created(
                        node(number),
                        "\"Cmd\":[\"echo\",\"ü→🐳\"],\"Labels\":{\"key with space\":\"v\"},\"StopSignal\":\"SIGUSR1\","
                                + "\"StopTimeout\":3,\"MacAddress\":\"\",\"Domainname\":\"example\",\"Hostname\":\"h\"")
                .path("Config");
        assertThat(config.path("Cmd").path(1).asText()).isEqualTo("ü→🐳");
        assertThat(config.path("Labels").path("key with space").asText()).isEqualTo("v");
        assertThat(config.path("StopSignal").asText()).isEqualTo("SIGUSR1");
        assertThat(config.path("StopTimeout").asInt()).isEqualTo(3);
        assertThat(config.path("Domainname").asText()).isEqualTo("example");
    }

    @BothGenerations
    void thePlatformReachesTheEngine(int number) {
        Api.Answer answer = cluster.api()
                .post(
                        "/containers/create?platform=linux%2Fs390x",
                        "{\"Image\":\"busybox\",\"Env\":[\"" + node(number).pin() + "\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.message()).contains("platform");
    }

    @BothGenerations
    void theEnginesInspectReachesTheClientInFull(int number) {
        String name = cluster.sleeper(node(number));
        JsonNode direct = cluster.engine(node(number))
                .get("/containers/" + name + "/json")
                .json();
        JsonNode through = cluster.inspect(name);
        direct.properties()
                .forEach(field -> assertThat(through.path(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        assertThat(through.has("Node")).isTrue();
    }

    @BothGenerations
    void theListHasAllFieldsOfTheEnginesList(int number) {
        cluster.sleeper(node(number));
        JsonNode direct = cluster.engine(node(number))
                .get("/v1.41/containers/json")
                .json()
                .path(0);
        JsonNode through = cluster.api().get("/v1.41/containers/json").json().path(0);
        direct.properties()
                .forEach(field -> assertThat(through.has(field.getKey()))
                        .as(field.getKey())
                        .isTrue());
        assertThat(through.path("Id")).isEqualTo(direct.path("Id"));
        assertThat(through.path("Names").path(0).asText())
                .isEqualTo(
                        "/" + node(number).name() + direct.path("Names").path(0).asText());
    }

    @BothGenerations
    void warningsOfTheEngineReachTheClient(int number) {
        Api.Answer answer = cluster.api()
                .post(
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"Env\":[\"" + node(number).pin()
                                + "\"],\"HostConfig\":{\"Memory\":67108864,\"KernelMemory\":67108864,"
                                + "\"MemorySwappiness\":5,\"OomKillDisable\":true}}");
        Api.Answer direct = cluster.engine(node(number))
                .post(
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"HostConfig\":{\"Memory\":67108864,\"KernelMemory\":67108864,"
                                + "\"MemorySwappiness\":5,\"OomKillDisable\":true}}");
        assertThat(answer.status()).isEqualTo(direct.status());
        assertThat(answer.json().path("Warnings")).isEqualTo(direct.json().path("Warnings"));
    }
}
