package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that do not keep to the protocol, or that stop in the middle. */
@ExtendWith(SharedCluster.class)
final class BadConnectionsIT {
    private final Cluster cluster;

    BadConnectionsIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private void isStillServed() {
        assertThat(cluster.api().get("/info").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /info\r\n\r\n",
                "GET /info HTTP/9.9\r\n\r\n",
                "GET /info HTTP/1.1\r\nno colon here\r\n\r\n",
                "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Length: nine\r\n\r\n{}",
                "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
                "POST /volumes/create HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n"
            })
    void unreadableRequestsGetA400OrTheEndOfTheirConnection(String request) throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.send(request);
            connection.halfClose();
            String answer = connection.rest();
            assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 (400|501|505) .*"))
                    .as(answer)
                    .isTrue();
        }
        isStillServed();
    }

    @Test
    void aHugeHeaderIsRefusedAndALargeOneIsTaken() throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.request("GET", "/_ping", "X-Registry-Config: " + "a".repeat(200_000) + "\r\n");
            assertThat(connection.head().status()).isEqualTo(200);
        }
        try (RawHttp connection = cluster.api().connect()) {
            String answer;
            try {
                connection.request("GET", "/_ping", "X-Huge: " + "a".repeat(3_000_000) + "\r\n");
                answer = connection.rest();
            } catch (IOException e) {
                answer = "";
            }
            assertThat(answer).doesNotContain("200 OK");
        }
        isStillServed();
    }

    @Test
    void severalRequestsGoThroughOneConnection() throws IOException {
        String name = cluster.sleeper(cluster.lab().node(1));
        try (RawHttp connection = cluster.api().connect()) {
            for (String target :
                    List.of("/info", "/containers/" + name + "/json", "/absent", "/containers/json", "/_ping")) {
                connection.request("GET", target, "");
                RawHttp.Head head = connection.head();
                assertThat(connection.body(head)).as(target).isNotEmpty();
                assertThat(head.status()).as(target).isEqualTo(target.equals("/absent") ? 404 : 200);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\nGET /version HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.body(connection.head())).isEqualTo("OK");
            assertThat(connection.body(connection.head())).contains("ApiVersion");
        }
    }

    @Test
    void halfSentRequestsHoldUpNobody() throws IOException {
        List<RawHttp> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                connections.add(cluster.api().connect().send("POST /containers/create HTTP/1.1\r\nHost: x\r\nCont"));
                connections.add(cluster.api()
                        .connect()
                        .send("POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000\r\n\r\n{\"Image\":"));
            }
            isStillServed();
            assertThat(cluster.docker().ok("run", "--rm", "busybox", "echo", "served"))
                    .isEqualTo("served");
        } finally {
            for (RawHttp connection : connections) {
                connection.close();
            }
        }
        assertThat(cluster.docker().lines("ps", "-aq")).isEmpty();
    }

    @Test
    void anUploadThatBreaksOffEndsForTheEngineToo() throws IOException {
        String name = cluster.sleeper(cluster.lab().node(2));
        for (int i = 0; i < 20; i++) {
            try (RawHttp connection = cluster.api().connect()) {
                connection.request(
                        "PUT",
                        "/containers/" + name + "/archive?path=/tmp",
                        "Content-Type: application/x-tar\r\nContent-Length: 100000\r\n");
                connection.send(new byte[20_000]);
                if (i % 2 == 0) {
                    connection.abort();
                }
            }
        }
        isStillServed();
        // An upload holds the container's lock in some engines; all of this would wait for it.
        assertThat(cluster.docker().ok("exec", name, "echo", "free")).isEqualTo("free");
        assertThat(cluster.docker().ok("cp", name + ":/etc/passwd", "-")).contains("root");
    }

    @Test
    void aClientThatExpectsContinueIsToldToGoOn() throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "POST",
                    "/volumes/create",
                    "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 28\r\n");
            assertThat(connection.head().status()).isEqualTo(100);
            connection.send("{\"Name\":\"no-such-node/voll\"}");
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(404);
            assertThat(connection.body(head)).contains("no-such-node");
        }
    }
}
