package io.flotilla.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.engine.EventEffect.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventEffectTest {

    private static ObjectNode event(String type, String action) {
        ObjectNode event = new JsonMapper().createObjectNode().put("Type", type).put("Action", action);
        event.putObject("Actor").put("ID", "x").putObject("Attributes").put("container", "c");
        return event;
    }

    @ParameterizedTest
    @CsvSource({
        "container,create,CONTAINER_LISTED",
        "container,checkpoint,CONTAINER_LISTED",
        "container,start,CONTAINER_INSPECTED",
        "container,health_status: healthy,CONTAINER_INSPECTED",
        "container,rename,CONTAINER_INSPECTED",
        "container,destroy,CONTAINER_GONE",
        "container,commit,IMAGES",
        "container,exec_create: sh,NOTHING",
        "container,exec_start: sh,NOTHING",
        "container,exec_die,NOTHING",
        "container,archive-path,NOTHING",
        "image,pull,IMAGES",
        "image,push,NOTHING",
        "network,create,NETWORK",
        "network,connect,CONTAINER_LISTED",
        "volume,destroy,VOLUME",
        "volume,mount,NOTHING",
        "daemon,reload,SPECS",
        "plugin,enable,NOTHING",
        "builder,prune,NOTHING",
    })
    void tellsWhatToLookAt(String type, String action, Target target) {
        assertThat(EventEffect.of(event(type, action)).target()).isEqualTo(target);
    }

    @Test
    void whoIsConnectedMattersToTheContainer() {
        assertThat(EventEffect.of(event("network", "disconnect")).id()).isEqualTo("c");
        assertThat(EventEffect.of(event("container", "die")).id()).isEqualTo("x");
    }
}
