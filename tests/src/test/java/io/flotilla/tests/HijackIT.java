package io.flotilla.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.tests.harness.BothGenerations;
import io.flotilla.tests.harness.Cluster;
import io.flotilla.tests.harness.Lab.Node;
import io.flotilla.tests.harness.RawHttp;
import io.flotilla.tests.harness.SharedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections that turn raw: with 101 for clients that ask for an upgrade, with 200 for those that do not. */
@ExtendWith(SharedCluster.class)
final class HijackIT {
    private static final int ROUNDS = 50;
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n";
    private final Cluster cluster;

    HijackIT(Cluster cluster) {
        this.cluster = cluster;
    }

    private Node node(int number) {
        return cluster.lab().node(number);
    }

    /** A created container that ends with its standard input, after having repeated it. */
    private String repeating(int number) {
        return cluster.api()
                .post(
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"Tty\":false,\"OpenStdin\":true,\"StdinOnce\":true,\"Cmd\":[\"cat\"],"
                                + "\"Env\":[\"" + node(number).pin() + "\"]}")
                .json()
                .path("Id")
                .asText();
    }

    /** The frames of a stream without a terminal: 8 bytes of header each. */
    private static String unframed(byte[] stream) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at + 8 <= stream.length) {
            int length = (stream[at + 4] & 0xff) << 24
                    | (stream[at + 5] & 0xff) << 16
                    | (stream[at + 6] & 0xff) << 8
                    | (stream[at + 7] & 0xff);
            text.append(new String(stream, at + 8, length, StandardCharsets.UTF_8));
            at += 8 + length;
        }
        return text.toString();
    }

    private void attach(int number, String headers, int status) throws IOException {
        String id = repeating(number);
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "POST",
                    "/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1",
                    headers + "Content-Length: 0\r\n");
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(status);
            assertThat(head.header("Content-Type")).isNotEmpty();
            assertThat(cluster.api().post("/containers/" + id + "/start", "").status())
                    .isEqualTo(204);
            connection.send("over and out");
            connection.halfClose();
            assertThat(unframed(connection.in().readAllBytes())).isEqualTo("over and out");
        }
        cluster.api().call("DELETE", "/containers/" + id + "?force=1", "");
    }

    @BothGenerations
    void attachWithoutUpgradeAnswers200AndBothHalfClosesPass(int number) throws IOException {
        for (int i = 0; i < ROUNDS / 2; i++) {
            attach(number, "", 200);
        }
    }

    @BothGenerations
    void attachWithUpgradeAnswers101AndBothHalfClosesPass(int number) throws IOException {
        for (int i = 0; i < ROUNDS / 2; i++) {
            attach(number, UPGRADE, 101);
        }
    }

    private String exec(String container, String command) {
        return cluster.api()
                .post(
                        "/containers/" + container + "/exec",
                        "{\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":true,\"Cmd\":[\"sh\",\"-c\",\""
                                + command + "\"]}")
                .json()
                .path("Id")
                .asText();
    }

    private void run(String container, String headers, int status) throws IOException {
        try (RawHttp connection = cluster.api().connect()) {
            byte[] body = "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8);
            // The input stands right behind the body: it belongs to the stream already.
            connection.request(
                    "POST",
                    "/exec/" + exec(container, "cat; echo end") + "/start",
                    headers + "Content-Type: application/json\r\n",
                    body);
            connection.send("early ");
            assertThat(connection.head().status()).isEqualTo(status);
            connection.send("late ");
            connection.halfClose();
            assertThat(unframed(connection.in().readAllBytes())).isEqualTo("early late end\n");
        }
    }

    @BothGenerations
    void execWithoutUpgradeAnswers200AndBothHalfClosesPass(int number) throws IOException {
        String container = cluster.sleeper(node(number));
        for (int i = 0; i < ROUNDS; i++) {
            run(container, "", 200);
        }
    }

    @BothGenerations
    void execWithUpgradeAnswers101AndBothHalfClosesPass(int number) throws IOException {
        String container = cluster.sleeper(node(number));
        for (int i = 0; i < ROUNDS; i++) {
            run(container, UPGRADE, 101);
        }
    }

    @BothGenerations
    void theContainersEndOfOutputReachesTheClientWhileInputIsOpen(int number) throws IOException {
        String container = cluster.sleeper(node(number));
        for (int i = 0; i < ROUNDS; i++) {
            try (RawHttp connection = cluster.api().connect()) {
                connection.request(
                        "POST",
                        "/exec/" + exec(container, "echo bye") + "/start",
                        UPGRADE + "Content-Type: application/json\r\n",
                        "{}".getBytes(StandardCharsets.UTF_8));
                assertThat(connection.head().status()).isEqualTo(101);
                assertThat(unframed(connection.in().readAllBytes())).isEqualTo("bye\n");
            }
        }
    }

    @BothGenerations
    void aRefusedAttachIsAnOrdinaryAnswer(int number) throws IOException {
        String container = cluster.sleeper(node(number));
        cluster.docker().ok("pause", container);
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "POST", "/containers/" + container + "/attach?stream=1", UPGRADE + "Content-Length: 0\r\n");
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(409);
            assertThat(connection.body(head)).contains("paused");
        }
    }

    @BothGenerations
    void webSocketsPassThrough(int number) throws IOException {
        String container = cluster.runOn(node(number), "busybox", "sh", "-c", "while :; do echo tick; sleep 0.2; done");
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "GET",
                    "/containers/" + container + "/attach/ws?stream=1&stdout=1",
                    String.join(
                            "\r\n",
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Origin: http://docker",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            ""));
            RawHttp.Head head = connection.head();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            // Two bytes of frame header, then the line.
            byte[] frame = connection.in().readNBytes(7);
            assertThat(new String(frame, 2, 5, StandardCharsets.UTF_8)).isEqualTo("tick\n");
        }
    }

    @BothGenerations
    void aTerminalOfAnExecIsResized(int number) throws IOException {
        String container = cluster.sleeper(node(number));
        String id = cluster.api()
                .post(
                        "/containers/" + container + "/exec",
                        "{\"AttachStdin\":true,\"AttachStdout\":true,\"Tty\":true,\"Cmd\":[\"sh\"]}")
                .json()
                .path("Id")
                .asText();
        try (RawHttp connection = cluster.api().connect()) {
            connection.request(
                    "POST",
                    "/exec/" + id + "/start",
                    UPGRADE + "Content-Type: application/json\r\n",
                    "{\"Tty\":true}".getBytes(StandardCharsets.UTF_8));
            assertThat(connection.head().status()).isEqualTo(101);
            int status =
                    cluster.api().post("/exec/" + id + "/resize?h=33&w=99", "").status();
            assertThat(status).isIn(200, 201);
            connection.send("stty size; exit\n");
            assertThat(connection.rest()).contains("33 99");
        }
    }
}
