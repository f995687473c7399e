package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.flotilla.proxy.failure.ClusterFailure.EngineReplied;
import io.flotilla.proxy.state.ApiRange;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.testing.FakeAnswer;
import io.flotilla.proxy.testing.FakeEngine;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.RequestBody;
import io.flotilla.proxy.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineClientTest {
    private final FakeEngine fake = new FakeEngine("10.0.0.1:2375", "node-1");
    private final List<String> outcomes = new ArrayList<>();
    private final EngineClient client = new EngineClient(
            fake.transport(),
            new EngineClient.Identity(() -> "node-1", () -> new ApiRange(ApiVersion.of(1, 24), ApiVersion.of(1, 41))),
            new CallOutcomes() {
                @Override
                public void answered() {
                    outcomes.add("answered");
                }

                @Override
                public void failed(TransportException failure, boolean decisive) {
                    outcomes.add(failure.getClass().getSimpleName() + (decisive ? "!" : ""));
                }
            },
            EngineSettings.defaults());

    private String targetOf(ApiVersion version) {
        List<String> targets = new ArrayList<>();
        fake.faults().answer("GET /info", request -> {
            targets.add(request.target());
            return FakeAnswer.json(200, new JsonMapper().createObjectNode());
        });
        try (EngineResponse response = client.send(
                "GET", version, ApiPath.of("info"), Headers.empty(), RequestBody.empty(), Deadlines.call())) {
            assertThat(response.status()).isEqualTo(200);
        }
        return targets.getLast();
    }

    @Test
    void movesVersionsIntoTheEnginesRange() {
        assertThat(targetOf(ApiVersion.of(1, 55))).isEqualTo("/v1.41/info");
        assertThat(targetOf(ApiVersion.of(1, 12))).isEqualTo("/v1.24/info");
        assertThat(targetOf(ApiVersion.of(1, 40))).isEqualTo("/v1.40/info");
    }

    @Test
    void passesTheEnginesErrorOn() {
        fake.faults().fail("networks", 409, "in use");
        assertThatThrownBy(client::networks).isInstanceOfSatisfying(EngineReplied.class, e -> {
            assertThat(e.node()).isEqualTo("node-1");
            assertThat(e.status()).isEqualTo(409);
            assertThat(e.text()).isEqualTo("in use");
        });
        assertThat(outcomes).containsExactly("answered");
    }

    @Test
    void anErrorThatIsNoJsonIsShownAsItIs() {
        fake.faults().answer("networks", _ -> FakeAnswer.text(502, "text/plain", "bad gateway\n"));
        assertThatThrownBy(client::networks)
                .isInstanceOfSatisfying(
                        EngineReplied.class, e -> assertThat(e.text()).isEqualTo("bad gateway"));
    }

    @Test
    void anAnswerThatIsNoJsonCountsAsBroken() {
        fake.faults().answer("networks", _ -> FakeAnswer.text(200, "text/html", "<html>"));
        assertThatThrownBy(client::networks).isInstanceOf(TransportException.Broken.class);
    }

    @Test
    void onlyConnectsAndPingsAreDecisive() {
        fake.faults().freeze(true);
        assertThatThrownBy(client::images).isInstanceOf(TransportException.TimedOut.class);
        assertThatThrownBy(client::ping).isInstanceOf(TransportException.TimedOut.class);
        fake.faults().refuse(true);
        assertThatThrownBy(client::images).isInstanceOf(TransportException.Refused.class);
        assertThat(outcomes).containsExactly("TimedOut", "TimedOut!", "Refused!");
    }

    @Test
    void listsByIds() {
        String id = fake.run("web");
        fake.run("other");
        assertThat(client.containers(List.of(id))).hasSize(1);
        assertThat(client.containers()).hasSize(2);
    }
}
