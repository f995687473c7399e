package io.flotilla.proxy.cluster;

import static io.flotilla.proxy.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.FakeExchange;
import io.flotilla.proxy.testing.FakeFaults.Hold;
import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.RequestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImageTransfersTest {
    private static final String PULL = "POST /images/create?fromImage=app&tag=1";
    private static final String PULLING = "POST /images/create\\?fromImage";
    private final FakeCluster cluster = FakeCluster.of(2);

    @AfterEach
    void close() {
        cluster.close();
    }

    private void says(int node, String pattern, String... lines) {
        cluster.node(node)
                .faults()
                .answer(
                        pattern,
                        _ -> FakeAnswer.text(
                                200,
                                "application/json",
                                String.join("\n", lines).replace('\'', '"')));
    }

    private static List<String> lines(FakeExchange exchange) {
        return exchange.text().lines().map(l -> l.replace('"', '\'')).toList();
    }

    @Test
    void layersCarryTheirNodeAndEqualLinesAreSaidOnce() {
        for (int node = 1; node <= 2; node++) {
            says(
                    node,
                    PULLING,
                    "{'status':'Pulling from app','id':'1'}",
                    "{'status':'Downloading','id':'abc','progressDetail':{'current':1}}",
                    "{'status':'Digest: sha256:d'}");
        }
        FakeExchange answer = cluster.ask(PULL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(lines(answer))
                .containsExactlyInAnyOrder(
                        "{'status':'Pulling from app','id':'node-1:1'}",
                        "{'status':'Pulling from app','id':'node-2:1'}",
                        "{'status':'Downloading','id':'node-1:abc','progressDetail':{'current':1}}",
                        "{'status':'Downloading','id':'node-2:abc','progressDetail':{'current':1}}",
                        "{'status':'Digest: sha256:d'}");
    }

    @Test
    void aNodeThatFailsIsToldAtTheEnd() {
        says(1, PULLING, "{'status':'done'}");
        says(2, PULLING, "{'status':'trying','id':null}", "{'errorDetail':{'message':'no space'},'error':'no space'}");
        FakeExchange answer = cluster.ask(PULL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(lines(answer))
                .contains("{'status':'done'}")
                .last()
                .isEqualTo("{'errorDetail':{'message':'node-2: no space'},'error':'node-2: no space'}");
    }

    @Test
    void whatAllNodesRefuseAlikeIsAnOrdinaryError() {
        for (int node = 1; node <= 2; node++) {
            cluster.node(node).faults().fail(PULLING, 404, "pull access denied for app");
        }
        FakeExchange answer = cluster.ask(PULL);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("pull access denied for app");
    }

    @Test
    void aFailureAfterTheFirstLineIsTheLastLine() {
        for (int node = 1; node <= 2; node++) {
            says(node, PULLING, "{'status':'trying'}", "{'error':'no space'}");
        }
        assertThat(lines(cluster.ask(PULL)))
                .containsExactly("{'status':'trying'}", "{'errorDetail':{'message':'no space'},'error':'no space'}");
    }

    @Test
    void noLinesAtAllAreStillAnAnswer() {
        says(1, PULLING);
        says(2, PULLING);
        FakeExchange answer = cluster.ask(PULL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void aClientThatLeavesEndsThePullThatNobodyAnswers() throws InterruptedException {
        Hold first = cluster.node(1).faults().hold(PULLING);
        Hold second = cluster.node(2).faults().hold(PULLING);
        FakeExchange exchange = FakeExchange.of(PULL);
        Thread pull = Thread.ofVirtual().start(() -> cluster.ask(exchange));
        first.awaitRequest();
        second.awaitRequest();
        exchange.leave();
        pull.join();
        assertThat(pull.isAlive()).isFalse();
        first.release();
        second.release();
    }

    @Test
    void anArchiveReachesEveryNode() {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        for (int node = 1; node <= 2; node++) {
            cluster.node(node).faults().answer("POST /images/load", request -> {
                got.add(uploaded(request));
                return FakeAnswer.text(200, "application/json", "{\"stream\":\"Loaded image: app:1\\n\"}\n");
            });
        }
        FakeExchange answer = cluster.ask("POST /images/load?quiet=1", "archive");
        assertThat(got).containsExactly("archive", "archive");
        assertThat(lines(answer)).containsExactly("{'stream':'Loaded image: app:1\\n'}");
    }

    @Test
    void anArchiveThatOneNodeDoesNotTakeReachesTheOther() {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        cluster.node(1).faults().fail("POST /images/load", 500, "no space");
        cluster.node(2).faults().answer("POST /images/load", request -> {
            got.add(uploaded(request));
            return FakeAnswer.text(200, "application/json", "{\"stream\":\"Loaded\"}");
        });
        FakeExchange answer = cluster.ask("POST /images/load", "x".repeat(4 << 20));
        assertThat(got).singleElement().satisfies(body -> assertThat(body).hasSize(4 << 20));
        assertThat(lines(answer)).last().asString().contains("node-1: no space");
    }

    private static String uploaded(EngineRequest request) {
        try {
            return request.body() instanceof RequestBody.Streamed streamed
                    ? new String(streamed.in().readAllBytes(), StandardCharsets.UTF_8)
                    : "no stream";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anImportIsMadeOnceAndCopied() {
        cluster.node(1).faults().answer("POST /images/create\\?fromSrc", request -> {
            String id = cluster.node(1).addImage("app:" + uploaded(request));
            return FakeAnswer.text(200, "application/json", "{\"status\":\"" + id + "\"}\n");
        });
        cluster.node(1)
                .faults()
                .answer("GET /images/app:data/get", _ -> FakeAnswer.text(200, "application/x-tar", "tar"));
        cluster.node(2).faults().answer("POST /images/load", request -> {
            cluster.node(2).addImage("copy:" + uploaded(request));
            return FakeAnswer.text(200, "application/json", "{\"stream\":\"Loaded\"}");
        });
        FakeExchange answer = cluster.ask("POST /images/create?fromSrc=-&repo=app", "data");
        assertThat(lines(answer)).singleElement().asString().startsWith("{'status':'sha256:");
        eventually("copied", () -> cluster.state().images().named("copy:tar").size() == 1);
    }

    @Test
    void anImportWhoseSourceBreaksOffFails() {
        cluster.node(1).faults().answer("POST /images/create\\?fromSrc", _ -> {
            String id = cluster.node(1).addImage("app:1");
            return FakeAnswer.text(200, "application/json", "{\"status\":\"" + id + "\"}\n");
        });
        cluster.node(1).faults().fail("GET /images/app:1/get", 500, "cannot read layer");
        cluster.node(2).faults().fail("POST /images/load", 500, "never asked");
        assertThat(lines(cluster.ask("POST /images/create?fromSrc=-", "data")))
                .last()
                .asString()
                .contains("cannot read layer");
    }
}
