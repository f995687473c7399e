package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.SharedCluster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docker ps} and its filters over containers of several nodes. */
@ExtendWith(SharedCluster.class)
final class ContainerListIT {
    private final Cluster cluster;
    private final DockerCli docker;
    private String first = "";
    private String second = "";
    private String ended = "";

    ContainerListIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    /** Two that run on two nodes and one that ended with code 5 on the third. */
    @BeforeEach
    void runThree() {
        first = Cluster.fresh("first");
        second = Cluster.fresh("second");
        ended = Cluster.fresh("ended");
        docker.ok(
                "run",
                "-d",
                "--name",
                first,
                "--label",
                "tier=front",
                "-v",
                "/data",
                "-e",
                pin(1),
                "busybox",
                "sleep",
                "1000");
        docker.ok(
                "run",
                "-d",
                "--name",
                second,
                "--label",
                "tier=back",
                "--expose",
                "81",
                "-p",
                "82",
                "-e",
                pin(2),
                "busybox",
                "sleep",
                "1000");
        docker.ok("run", "-d", "--name", ended, "--network", "none", "-e", pin(3), "busybox", "sh", "-c", "exit 5");
        docker.ok("wait", ended);
    }

    private String pin(int number) {
        return cluster.lab().node(number).pin();
    }

    /** Names without their node, in the order of the list. */
    private List<String> ps(String... options) {
        List<String> arguments = new ArrayList<>(List.of("ps", "--format", "{{.Names}}"));
        arguments.addAll(List.of(options));
        return docker.lines(arguments.toArray(String[]::new)).stream()
                .map(n -> n.substring(n.indexOf('/') + 1))
                .toList();
    }

    @Test
    void runningOnesAreListedAndWithAllTheOthersNewestFirst() {
        assertThat(ps()).containsExactly(second, first);
        assertThat(ps("-a")).containsExactly(ended, second, first);
        assertThat(docker.lines("ps", "-a", "--format", "{{.Names}}"))
                .containsExactly("node-3/" + ended, "node-2/" + second, "node-1/" + first);
    }

    @Test
    void theLatestAndTheLastAreCountedOverTheCluster() {
        assertThat(ps("-l")).containsExactly(ended);
        assertThat(ps("-n", "2")).containsExactly(ended, second);
    }

    @Test
    void filtersSelectAsOnOneEngine() {
        String id = cluster.inspect(first).path("Id").asText();
        assertThat(ps("-f", "name=" + first)).containsExactly(first);
        assertThat(ps("-f", "name=^/?fir")).containsExactly(first);
        assertThat(ps("-f", "id=" + id.substring(0, 10))).containsExactly(first);
        assertThat(ps("-f", "label=tier")).containsExactly(second, first);
        assertThat(ps("-f", "label=tier=back")).containsExactly(second);
        assertThat(ps("-f", "status=exited")).containsExactly(ended);
        assertThat(ps("-f", "status=exited", "-f", "status=running")).hasSize(3);
        assertThat(ps("-a", "-f", "exited=5")).containsExactly(ended);
        assertThat(ps("-a", "-f", "exited=6")).isEmpty();
        assertThat(ps("-a", "-f", "ancestor=busybox")).hasSize(3);
        assertThat(ps("-a", "-f", "ancestor=unknown")).isEmpty();
        assertThat(ps("-a", "-f", "before=" + second)).containsExactly(first);
        assertThat(ps("-a", "-f", "since=" + first)).containsExactly(ended, second);
        assertThat(ps("-f", "volume=/data")).containsExactly(first);
        assertThat(ps("-a", "-f", "network=none")).containsExactly(ended);
        assertThat(ps("-f", "expose=81")).containsExactly(second);
        assertThat(ps("-f", "publish=1-65535")).containsExactly(second);
        assertThat(ps("-f", "health=none")).hasSize(2);
    }

    @Test
    void theNodeIsAFilterToo() {
        for (int i = 1; i <= SharedCluster.ENGINES; i++) {
            List<String> expected = List.of(List.of(first, second, ended).get(i - 1));
            assertThat(ps("-a", "-f", "node=node-" + i)).isEqualTo(expected);
        }
        assertThat(ps("-a", "-f", "name=node-1/" + first)).containsExactly(first);
    }

    @Test
    void sizesAreToldWhenAskedFor() {
        docker.ok("exec", first, "dd", "if=/dev/zero", "of=/big", "bs=1024", "count=500");
        assertThat(docker.ok("ps", "-s", "-f", "name=" + first, "--format", "{{.Size}}"))
                .startsWith("512kB (virtual");
        JsonNode inspect =
                cluster.api().get("/containers/" + first + "/json?size=1").json();
        assertThat(inspect.path("SizeRw").asLong()).isEqualTo(512_000);
    }

    @Test
    void unknownFiltersAreRefused() {
        for (String filters : List.of(
                "{\"colour\":[\"red\"]}", "{\"status\":[\"sleepy\"]}", "{\"exited\":[\"x\"]}", "{broken", "[]")) {
            Api.Answer answer = cluster.api()
                    .get("/containers/json?filters="
                            + java.net.URLEncoder.encode(filters, java.nio.charset.StandardCharsets.UTF_8));
            assertThat(answer.status()).as(filters).isEqualTo(400);
            assertThat(answer.message()).as(filters).isNotEmpty();
        }
    }
}
