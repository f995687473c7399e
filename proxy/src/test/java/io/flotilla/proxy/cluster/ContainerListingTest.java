package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.RunState;
import io.flotilla.proxy.testing.ContainerSample;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Filters;
import io.flotilla.proxy.wire.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seven containers c1 (newest) to c7 (oldest) on two nodes. */
class ContainerListingTest {
    private final ClusterState state = Samples.state(2);
    private final ContainerListing listing = new ContainerListing(state);

    @BeforeEach
    void fill() {
        put(
                7,
                Samples.container(1, "c7", "web")
                        .label("tier", "front")
                        .label("env", "prod")
                        .port(80, 8080, "tcp"));
        put(
                6,
                Samples.container(1, "c6", "db")
                        .volume("data", "/var/lib")
                        .network("back", "net1")
                        .health("healthy"));
        put(
                5,
                Samples.container(2, "c5", "web2")
                        .label("tier", "back")
                        .in(RunState.PAUSED)
                        .port(53, 5353, "udp"));
        put(4, Samples.container(2, "c4", "job").exited(3));
        put(3, Samples.container(2, "c3", "done").exited(0).label("com.docker.swarm.task", ""));
        put(2, Samples.container(1, "c2", "new").in(RunState.CREATED).image("app:1", "sha256:a1"));
        put(1, Samples.container(1, "c1", "manager").image("swarm:1.2.9", "sha256:50"));
        state.images().put(Samples.image(1, "sha256:b0", List.of("busybox:latest"), List.of()));
        state.images()
                .put(Samples.image(
                        1,
                        "sha256:a1",
                        List.of("app:1"),
                        List.of(),
                        Json.object().put("ParentId", "sha256:b0")));
    }

    private void put(int age, ContainerSample container) {
        state.containers().put(container.created(Samples.NOON.minusSeconds(age)).view());
    }

    private List<String> list(boolean all, long limit, String before, String since, String filters) {
        Filters parsed = Filters.parse(filters.replace('\'', '"'), ContainerListing.FILTER_KEYS);
        return listing.select(new ContainerListing.Request(all, limit, before, since, parsed)).stream()
                .map(ContainerView::id)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "false | 0 |     |     | {} | c5 c6 c7",
                "true  | 0 |     |     | {} | c1 c2 c3 c4 c5 c6 c7",
                "false | 2 |     |     | {} | c1 c2",
                "false | -1|     |     | {} | c5 c6 c7",
                "true  | 9 |     |     | {} | c1 c2 c3 c4 c5 c6 c7",
                "false | 0 | web2|     | {} | c6 c7",
                "false | 1 | web2|     | {} | c6",
                "false | 0 |     | web2| {} | c1 c2 c3 c4",
                "false | 0 | new | db  | {} | c3 c4 c5",
                "false | 0 |     |     | {'before':['web2']} | c6 c7",
                "false | 0 |     |     | {'since':['web2']} | c1 c2 c3 c4",
                "false | 0 |     |     | {'status':['exited']} | c3 c4",
                "false | 0 |     |     | {'status':['created','paused']} | c2 c5",
                "true  | 0 |     |     | {'exited':['0']} | c3",
                "true  | 0 |     |     | {'exited':['0','3']} | c3 c4",
                "true  | 0 |     |     | {'name':['web']} | c5 c7",
                "true  | 0 |     |     | {'name':['^web$']} | c7",
                "true  | 0 |     |     | {'name':['^/web$']} | c7",
                "true  | 0 |     |     | {'name':['node-2/web2']} | c5",
                "true  | 0 |     |     | {'name':['node']} | ",
                "true  | 0 |     |     | {'id':['c5']} | c5",
                "true  | 0 |     |     | {'id':['5']} | ",
                "true  | 0 |     |     | {'label':['tier']} | c5 c7",
                "true  | 0 |     |     | {'label':['tier=front','env']} | c7",
                "true  | 0 |     |     | {'node':['node-2']} | c3 c4 c5",
                "true  | 0 |     |     | {'node':['-1$']} | c1 c2 c6 c7",
                "true  | 0 |     |     | {'node':['node-9']} | ",
                "true  | 0 |     |     | {'health':['healthy']} | c6",
                "true  | 0 |     |     | {'health':['none'],'node':['node-2']} | c3 c4 c5",
                "true  | 0 |     |     | {'is-task':['true']} | c3",
                "false | 0 |     |     | {'is-task':['false']} | c5 c6 c7",
                "true  | 0 |     |     | {'volume':['data']} | c6",
                "true  | 0 |     |     | {'volume':['/var/lib']} | c6",
                "true  | 0 |     |     | {'volume':['node-1/data']} | c6",
                "true  | 0 |     |     | {'volume':['node-2/data']} | ",
                "true  | 0 |     |     | {'network':['back']} | c6",
                "true  | 0 |     |     | {'network':['net']} | c6",
                "true  | 0 |     |     | {'network':['node-1/back']} | c6",
                "true  | 0 |     |     | {'network':['front']} | ",
                "true  | 0 |     |     | {'publish':['8080']} | c7",
                "true  | 0 |     |     | {'publish':['8000-9000/tcp']} | c7",
                "true  | 0 |     |     | {'publish':['5353']} | ",
                "true  | 0 |     |     | {'publish':['5353/udp']} | c5",
                "true  | 0 |     |     | {'expose':['80']} | c7",
                "true  | 0 |     |     | {'expose':['8080']} | ",
                "true  | 0 |     |     | {'ancestor':['app:1']} | c2",
                "true  | 0 |     |     | {'ancestor':['busybox']} | c2 c3 c4 c5 c6 c7",
                "true  | 0 |     |     | {'ancestor':['sha256:a1']} | c2",
                "true  | 0 |     |     | {'ancestor':['nothing']} | ",
            })
    void selects(boolean all, long limit, String before, String since, String filters, String ids) {
        assertThat(list(all, limit, before == null ? "" : before, since == null ? "" : since, filters))
                .isEqualTo(ids == null ? List.of() : List.of(ids.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':['up']} | invalid filter 'status=[up]'",
                "{'exited':['x']} | invalid filter 'exited=[x]'",
                "{'publish':['x']} | invalid filter 'publish=[x]'",
                "{'is-task':['x']} | invalid filter 'is-task=[x]'",
                "{'color':['x']} | invalid filter 'color'",
            })
    void refusesWhatMakesNoSense(String filters, String message) {
        assertThatThrownBy(() -> list(true, 0, "", "", filters))
                .isInstanceOf(BadRequest.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownBoundIsNotFound() {
        assertThatThrownBy(() -> list(true, 0, "nobody", "", "{}")).isInstanceOf(NotFound.class);
    }

    @Test
    void containersOfAnUnhealthyNodeNeedAll() {
        state.putEngine(Samples.engine(2, new EngineHealth.Unhealthy(Samples.NOON, "down")));
        assertThat(list(false, 0, "", "", "{}")).containsExactly("c6", "c7");
        assertThat(list(true, 0, "", "", "{}")).hasSize(7);
    }

    @Test
    void aNodeThatWasNeverValidatedShowsNothing() {
        state.putEngine(Samples.engine(2, new EngineHealth.Pending("")));
        assertThat(list(true, 0, "", "", "{}")).containsExactly("c1", "c2", "c6", "c7");
    }
}
