package io.flotilla.proxy.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.wire.Json;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulingLabelsTest {

    private static ObjectNode body(String json) {
        try {
            return (ObjectNode) Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void entriesOfTheEnvironmentMoveIntoLabels() {
        ObjectNode body = body("{'Env':['A=1','constraint:storage==ssd','affinity:container==db','whitelist:node==a|b',"
                + "'constraint:node!=x','reschedule:on-node-failure','constrain:x==1','B'],'Labels':{'own':'1'}}");
        Expressions read = SchedulingLabels.settle(body);
        assertThat(read.constraints()).containsExactly("storage==ssd", "node!=x");
        assertThat(read.affinities()).containsExactly("container==db");
        assertThat(read.whitelists()).containsExactly("node==a|b");
        assertThat(Json.list(body.path("Env"))).containsExactly("A=1", "constrain:x==1", "B");
        assertThat(Json.texts(body.path("Labels")))
                .containsEntry("own", "1")
                .containsEntry("com.docker.swarm.constraints", "[\"storage==ssd\",\"node!=x\"]")
                .containsEntry("com.docker.swarm.affinities", "[\"container==db\"]")
                .containsEntry("com.docker.swarm.whitelists", "[\"node==a|b\"]")
                .containsEntry("com.docker.swarm.reschedule-policies", "[\"on-node-failure\"]");
    }

    @Test
    void labelsComeBeforeTheEnvironment() {
        ObjectNode body = body("{'Env':['constraint:b==2'],'Labels':{'com.docker.swarm.constraints':'[\\'a==1\\']'}}"
                .replace("\\'", "\\\""));
        assertThat(SchedulingLabels.settle(body).constraints()).containsExactly("a==1", "b==2");
        assertThat(Json.text(body, "Labels", "com.docker.swarm.constraints")).isEqualTo("[\"a==1\",\"b==2\"]");
    }

    @Test
    void aContainerIsPlacedAgainFromItsLabelsAlone() {
        ObjectNode body = body("{'Env':['constraint:a==1','affinity:image==x'],'Image':'x'}");
        Expressions first = SchedulingLabels.settle(body);
        ObjectNode again = body.deepCopy();
        assertThat(SchedulingLabels.settle(again)).isEqualTo(first);
        assertThat(again).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'Env':null,'Labels':null}",
                "{'Env':['A=1'],'Labels':{'x':'y'}}",
                "{'Env':'constraint:a==1'}",
                "{'Env':[null,7,{}]}",
                "{'Labels':{'com.docker.swarm.constraints':'node==1'}}",
                "{'Labels':{'com.docker.swarm.constraints':'{}'}}",
                "{'Labels':{'com.docker.swarm.constraints':7}}",
            })
    void aBodyWithoutExpressionsStaysAsItIs(String json) {
        ObjectNode body = body(json);
        assertThat(SchedulingLabels.settle(body)).isEqualTo(Expressions.NONE);
        assertThat(body).isEqualTo(body(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Env':['reschedule:often']} | invalid reschedule policy: often",
                "{'Env':['reschedule:off','reschedule:off']} | too many reschedule policies",
                "{'Labels':['a']} | invalid JSON: Labels must be an object",
                "{'Labels':'a'} | invalid JSON: Labels must be an object",
            })
    void whatMakesNoSenseIsRefused(String json, String message) {
        assertThatThrownBy(() -> SchedulingLabels.settle(body(json.replace('"', '\''))))
                .isInstanceOf(BadRequest.class)
                .hasMessage(message);
    }

    @Test
    void theReaderTakesResourcesPortsAndDependencies() {
        PlacementRequest request = SpecReader.read(body("{'ExposedPorts':{'80/tcp':{}},'HostConfig':{"
                + "'Memory':1048576,'NanoCpus':1500000000,'NetworkMode':'container:db',"
                + "'PortBindings':{'80/tcp':[{'HostIp':'','HostPort':'8080'}],'53/udp':null},"
                + "'VolumesFrom':['a:ro'],'Links':['b:c']}}"));
        assertThat(request.memory()).isEqualTo(1 << 20);
        assertThat(request.cpus()).isEqualTo(1_500_000_000L);
        assertThat(request.ports().exposed()).containsExactly("80/tcp");
        assertThat(request.ports().bindings())
                .isEqualTo(List.of(new PlacementRequest.PortBinding("80/tcp", "", "8080")));
        assertThat(request.dependencies().network()).isEqualTo("db");
        assertThat(request.dependencies().volumesFrom()).containsExactly("a:ro");
        assertThat(request.dependencies().links()).containsExactly("b:c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'HostConfig':null}",
                "{'HostConfig':7}",
                "{'HostConfig':{'Memory':-1,'NanoCpus':null,'NetworkMode':7,'PortBindings':[],'VolumesFrom':{},'Links':null}}"
            })
    void oddBodiesAskForNothing(String json) {
        PlacementRequest request = SpecReader.read(body(json));
        assertThat(request.memory()).isZero();
        assertThat(request.cpus()).isZero();
        assertThat(request.ports().bindings()).isEmpty();
        assertThat(request.dependencies().network()).isEmpty();
    }
}
