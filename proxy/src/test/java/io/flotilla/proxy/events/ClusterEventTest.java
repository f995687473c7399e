package io.flotilla.proxy.events;

import static io.flotilla.proxy.events.EventSamples.ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.StateListener.EngineTransition;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterEventTest {

    @Test
    void tellsTheNodeInAllThreePlaces() {
        ObjectNode tree = EventSamples.event("container", "start", "c1", "image", "busybox", "name", "web")
                .tree();
        assertThat(tree.path("from").asText()).isEqualTo("busybox node:node-1");
        ObjectNode attributes = (ObjectNode) tree.path("Actor").path("Attributes");
        assertThat(attributes.path("node.name").asText()).isEqualTo("node-1");
        assertThat(attributes.path("node.id").asText()).isEqualTo("ID-1|10.0.0.1:2375");
        assertThat(attributes.path("node.addr").asText()).isEqualTo("10.0.0.1:2375");
        assertThat(attributes.path("node.ip").asText()).isEqualTo("10.0.0.1");
        assertThat(tree.path("node"))
                .hasToString("{\"Name\":\"node-1\",\"Id\":\"ID-1|10.0.0.1:2375\",\"Addr\":\"10.0.0.1:2375\","
                        + "\"Ip\":\"10.0.0.1\"}");
    }

    @Test
    void fillsTheFieldsThatNewEnginesLeaveOut() {
        ObjectNode container = EventSamples.event("container", "start", "c1", "image", "busybox")
                .tree();
        assertThat(container.path("status").asText()).isEqualTo("start");
        assertThat(container.path("id").asText()).isEqualTo("c1");
        ObjectNode image = EventSamples.event("image", "pull", "busybox:latest").tree();
        assertThat(image.path("status").asText()).isEqualTo("pull");
        assertThat(image.path("id").asText()).isEqualTo("busybox:latest");
        assertThat(image.path("from").asText()).isEqualTo(" node:node-1");
        ObjectNode network = EventSamples.event("network", "connect", "n1").tree();
        assertThat(network.has("status")).isFalse();
        assertThat(network.has("id")).isFalse();
    }

    @Test
    void keepsTheFieldsThatOldEnginesSend() {
        ObjectNode raw = EventSamples.raw("container", "exec_create: sh", "c1", "image", "busybox")
                .put("status", "exec_create: sh")
                .put("id", "c1")
                .put("from", "old");
        ObjectNode tree = ClusterEvent.of(ENGINE, raw).tree();
        assertThat(tree.path("from").asText()).isEqualTo("old node:node-1");
        assertThat(tree.path("status").asText()).isEqualTo("exec_create: sh");
    }

    @Test
    void theManagersOwnEventsLookLikeClassicSwarms() {
        ClusterEvent event = ClusterEvent.of(ENGINE, EngineTransition.DISCONNECT, Samples.NOON);
        assertThat(event.tree().path("status").asText()).isEqualTo("engine_disconnect");
        assertThat(event.tree().path("Action").asText()).isEqualTo("engine_disconnect");
        assertThat(event.tree().path("Type").asText()).isEqualTo("swarm");
        assertThat(event.tree().path("from").asText()).isEqualTo("swarm node:node-1");
        assertThat(event.tree().path("Actor").path("ID").asText("x")).isEmpty();
        assertThat(event.timeNano()).isEqualTo(Samples.NOON.getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void theSameEventTwiceIsKnownByItsIdentity() {
        assertThat(EventSamples.event("container", "start", "c1").identity())
                .isEqualTo(EventSamples.event("container", "start", "c1").identity())
                .isNotEqualTo(EventSamples.event("container", "die", "c1").identity());
    }

    @Test
    void isEncodedOnALineOfItsOwn() {
        byte[] encoded = EventSamples.event("container", "start", "c1").encoded();
        assertThat(new String(encoded, StandardCharsets.UTF_8)).startsWith("{").endsWith("}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Type\":null,\"Actor\":null,\"from\":null,\"time\":null}",
                "{\"Type\":7,\"Action\":[],\"Actor\":\"x\",\"timeNano\":\"y\"}",
                "{\"Type\":\"container\",\"Actor\":{\"ID\":7,\"Attributes\":null}}"
            })
    void oddEventsAreTakenAsTheyAre(String json) throws IOException {
        ObjectNode raw = (ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8));
        ClusterEvent event = ClusterEvent.of(ENGINE, raw);
        assertThat(event.tree().path("node").path("Name").asText()).isEqualTo("node-1");
        assertThat(raw.has("node")).isFalse();
    }
}
