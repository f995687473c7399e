package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Api;
import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.DockerCli;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.Running;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
final class EventsIT {
    private final Cluster cluster;
    private final DockerCli docker;

    EventsIT(Cluster cluster) {
        this.cluster = cluster;
        this.docker = cluster.docker();
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    /** The engines' time, as one second of theirs may be behind ours. */
    private static String now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + "." + String.format("%09d", now.getNano());
    }

    @BothGenerations
    void theLifeOfAContainerIsToldLiveWithItsNode(int number) {
        String name = Cluster.fresh("told");
        try (Running events = docker.start("events", "--filter", "type=container", "--format", "{{json .}}")) {
            docker.ok("run", "--name", name, "-e", node(number).pin(), "busybox", "true");
            docker.ok("rm", name);
            events.shows("\"destroy\"");
            List<String> actions = events.out()
                    .lines()
                    .filter(line -> line.contains(name))
                    .map(line -> line.replaceAll(".*\"Action\":\"([^\"]*)\".*", "$1"))
                    .toList();
            assertThat(actions).containsSubsequence("create", "start", "die", "destroy");
            assertThat(actions).doesNotHaveDuplicates();
            assertThat(events.out())
                    .contains("\"node.name\":\"" + node(number).name() + "\"")
                    .contains("\"node.addr\":\"" + node(number).address() + "\"")
                    .contains("\"exitCode\":\"0\"");
        }
    }

    @Test
    void theHeadComesBeforeAnyEvent() throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.request("GET", "/events", "");
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).startsWith("application/json");
        }
    }

    @Test
    void thePastIsMergedFromAllNodesInOrder() {
        String since = now();
        String one = cluster.sleeper(node(1));
        String two = cluster.sleeper(node(2));
        String three = cluster.sleeper(node(3));
        docker.ok("rm", "-f", one, two, three);

        List<String> history = docker.lines(
                "events",
                "--since",
                since,
                "--until",
                now(),
                "--filter",
                "type=container",
                "--filter",
                "event=create",
                "--filter",
                "event=destroy",
                "--format",
                "{{.Action}} {{index .Actor.Attributes \"name\"}}");
        assertThat(history)
                .startsWith("create " + one, "create " + two, "create " + three)
                .contains("destroy " + one, "destroy " + two, "destroy " + three)
                .hasSize(6);
    }

    @Test
    void filtersSelectEvents() {
        String since = now();
        String one = cluster.sleeper(node(1));
        String two = cluster.sleeper(node(2));
        docker.ok("volume", "create", "node-1/" + one);
        docker.ok("volume", "rm", "node-1/" + one);
        String until = now();
        String id = cluster.inspect(two).path("Id").asText();

        assertThat(selected(since, until, "container=" + one)).isNotEmpty().allMatch(l -> l.endsWith(one));
        assertThat(selected(since, until, "container=node-2/" + two))
                .isNotEmpty()
                .allMatch(l -> l.endsWith(two));
        assertThat(selected(since, until, "container=" + id)).isNotEmpty().allMatch(l -> l.endsWith(two));
        assertThat(selected(since, until, "event=start"))
                .containsExactly("container start " + one, "container start " + two);
        assertThat(selected(since, until, "image=busybox")).hasSize(4);
        assertThat(selected(since, until, "type=volume")).hasSize(2).allMatch(l -> l.startsWith("volume"));
        assertThat(selected(since, until, "node=node-2")).isNotEmpty().noneMatch(l -> l.endsWith(one));
        assertThat(selected(since, until, "label=none")).isEmpty();
    }

    private List<String> selected(String since, String until, String filter) {
        return docker.lines(
                "events",
                "--since",
                since,
                "--until",
                until,
                "--filter",
                filter,
                "--format",
                "{{.Type}} {{.Action}} {{index .Actor.Attributes \"name\"}}");
    }

    @Test
    void theStreamEndsAtAMomentInTheFuture() {
        String until = Long.toString(Instant.now().getEpochSecond() + 2);
        try (Running events = docker.start("events", "--since", now(), "--until", until, "--filter", "event=start")) {
            String name = cluster.sleeper(node(3));
            events.shows(name);
            assertThat(events.end().exit()).isZero();
        }
    }

    @Test
    void nonsenseTimesAreRefused() {
        Api.Answer order = cluster.api().get("/events?since=200&until=100");
        assertThat(order.status()).isEqualTo(400);
        assertThat(order.message()).contains("cannot be after");
        assertThat(cluster.api().get("/events?since=yesterday&until=1").status())
                .isEqualTo(400);
        assertThat(cluster.api().get("/events?filters=%7Bbroken").status()).isEqualTo(400);
    }
}
