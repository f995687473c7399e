package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTranslationTest {
    private static final String SWARM = "f".repeat(64);
    private final ClusterState state = Samples.state(3);

    @BeforeEach
    void fill() {
        state.containers()
                .put(Samples.container(1, "c1", "web")
                        .label(ContainerView.SWARM_ID, SWARM)
                        .view());
        state.containers()
                .put(Samples.container(2, "c2", "db").volume("used", "/data").view());
        state.networks().put(Samples.network(1, "n1", "mine", "local"));
        state.networks().put(Samples.network(2, "n2", "twice", "local"));
        state.networks().put(Samples.network(3, "n3", "twice", "local"));
        state.networks().put(Samples.network(1, "b1", "bridge", "local"));
        state.networks().put(Samples.network(2, "b2", "bridge", "local"));
        state.networks().put(Samples.network(1, "g1", "shared", "global"));
        for (int engine = 1; engine <= 3; engine++) {
            state.volumes().put(Samples.volume(engine, "used", "local"));
        }
        state.volumes().put(Samples.volume(1, "free", "local"));
        state.volumes().put(Samples.volume(3, "free", "local"));
        state.volumes().put(Samples.volume(1, "nfs", "nfs"));
    }

    private static ObjectNode body(String json) {
        try {
            return (ObjectNode) Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'NetworkMode':'default'} | {'NetworkMode':'default'} | ",
                "{'NetworkMode':'bridge'} | {'NetworkMode':'bridge'} | ",
                "{'NetworkMode':'host'} | {'NetworkMode':'host'} | ",
                "{'NetworkMode':'mine'} | {'NetworkMode':'mine'} | node==node-1",
                "{'NetworkMode':'node-1/mine'} | {'NetworkMode':'mine'} | node==node-1",
                "{'NetworkMode':'n1'} | {'NetworkMode':'n1'} | node==node-1",
                "{'NetworkMode':'node-2/bridge'} | {'NetworkMode':'bridge'} | node==node-2",
                "{'NetworkMode':'twice'} | {'NetworkMode':'twice'} | `node==/^(node-2|node-3)$/`",
                "{'NetworkMode':'shared'} | {'NetworkMode':'shared'} | ",
                "{'NetworkMode':'unknown'} | {'NetworkMode':'unknown'} | ",
                "{'NetworkMode':'container:web'} | {'NetworkMode':'container:web'} | ",
                "{'NetworkMode':'container:node-1/web'} | {'NetworkMode':'container:c1'} | ",
                "{'IpcMode':'container:node-1/web'} | {'IpcMode':'container:c1'} | node==node-1",
                "{'PidMode':'container:db'} | {'PidMode':'container:db'} | node==node-2",
                "{'PidMode':'container:nobody'} | {'PidMode':'container:nobody'} | ",
                "{'IpcMode':'host'} | {'IpcMode':'host'} | ",
                "{'VolumesFrom':['node-1/web:ro','db']} | {'VolumesFrom':['c1:ro','db']} | ",
                "{'Links':['node-1/web:w','db:d','db']} | {'Links':['c1:w','db:d','db']} | ",
                "{'Links':['node-1/web']} | {'Links':['c1:web']} | ",
                "{'Links':[null,7,{}]} | {'Links':[null,7,{}]} | ",
                "{'Binds':['/host:/data','./x:/y','used:/data:ro']} | {'Binds':['/host:/data','./x:/y','used:/data:ro']} | node==node-2",
                "{'Binds':['node-3/used:/data']} | {'Binds':['used:/data']} | node==node-3",
                "{'Binds':['free:/data']} | {'Binds':['free:/data']} | `node==~/^(node-1|node-3)$/`",
                "{'Binds':['nfs:/data','fresh:/data']} | {'Binds':['nfs:/data','fresh:/data']} | ",
                "{'Binds':[null,7]} | {'Binds':[null,7]} | ",
                "{'Binds':null,'Links':null} | {'Binds':null,'Links':null} | ",
                "{'Mounts':[{'Type':'volume','Source':'node-1/free','X':1}]} | {'Mounts':[{'Type':'volume','Source':'free','X':1}]}"
                        + " | node==node-1",
                "{'Mounts':[{'Type':'bind','Source':'node-1/free'},null,7]} | {'Mounts':[{'Type':'bind','Source':'node-1/free'},null,7]} | ",
                "{'NetworkMode':7,'Mounts':'x','Unknown':{'a':[1.50]}} | {'NetworkMode':7,'Mounts':'x','Unknown':{'a':[1.50]}} | ",
            })
    void translatesTheHostConfig(String given, String expected, String constraint) {
        ObjectNode body = body("{'HostConfig':" + given + ",'Image':'x'}");
        List<String> constraints = new SpecTranslation(state, body).constraints();
        assertThat(body).isEqualTo(body("{'HostConfig':" + expected + ",'Image':'x'}"));
        assertThat(constraints).isEqualTo(constraint == null ? List.of() : List.of(constraint));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'node-1/mine':{'Aliases':['a']},'shared':null} | {'mine':{'Aliases':['a']},'shared':null} | node==node-1",
                "{'bridge':{},'unknown':{}} | {'bridge':{},'unknown':{}} | ",
            })
    void translatesTheKeysOfEndpoints(String given, String expected, String constraint) {
        ObjectNode body = body("{'NetworkingConfig':{'EndpointsConfig':" + given + ",'X':1}}");
        List<String> constraints = new SpecTranslation(state, body).constraints();
        assertThat(body).isEqualTo(body("{'NetworkingConfig':{'EndpointsConfig':" + expected + ",'X':1}}"));
        assertThat(constraints).isEqualTo(constraint == null ? List.of() : List.of(constraint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'HostConfig':null,'NetworkingConfig':null}",
                "{'HostConfig':[],'NetworkingConfig':7}",
                "{'NetworkingConfig':{'EndpointsConfig':null}}"
            })
    void leavesOddBodiesAlone(String json) {
        ObjectNode body = body(json);
        assertThat(new SpecTranslation(state, body).constraints()).isEmpty();
        assertThat(body).isEqualTo(body(json));
    }
}
