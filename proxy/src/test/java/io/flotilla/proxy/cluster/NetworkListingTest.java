package io.flotilla.proxy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.flotilla.proxy.failure.ClusterFailure.BadRequest;
import io.flotilla.proxy.state.ApiVersion;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.testing.FakeCluster;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.proxy.wire.Filters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkListingTest {
    private static final ApiVersion NEW = ApiVersion.of(1, 51);
    private final FakeCluster none = FakeCluster.of(0);
    private final ClusterState state = Samples.state(2);
    private final NetworkListing listing = new NetworkListing(state, new Engines(state, none.registry()));

    @AfterEach
    void close() {
        none.close();
    }

    @BeforeEach
    void fill() {
        state.networks().put(Samples.network(1, "b1", "bridge", "local"));
        state.networks().put(Samples.network(2, "b2", "bridge", "local"));
        state.networks().put(Samples.network(1, "m1", "mine", "local"));
        state.networks().put(Samples.network(1, "g1", "shared", "global"));
        state.networks().put(Samples.network(2, "g1", "shared", "global"));
        state.containers()
                .put(Samples.container(1, "c1", "web").network("shared", "g1").view());
        state.containers()
                .put(Samples.container(2, "c2", "db").network("shared", "g1").view());
    }

    private List<String> names(String filters) {
        List<String> names = new ArrayList<>();
        list(filters, NEW).forEach(n -> names.add(n.path("Name").asText()));
        return names;
    }

    private ArrayNode list(String filters, ApiVersion version) {
        return listing.list(Filters.parse(filters.replace('\'', '"'), NetworkListing.FILTER_KEYS), version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | node-1/bridge node-2/bridge node-1/mine shared",
                "{'name':['mi']} | node-1/mine",
                "{'name':['node-2/bridge']} | node-2/bridge",
                "{'name':['^shared$']} | shared",
                "{'id':['b']} | node-1/bridge node-2/bridge",
                "{'driver':['overlay']} | shared",
                "{'scope':['local'],'node':['node-1']} | node-1/bridge node-1/mine",
                "{'type':['custom']} | node-1/mine shared",
                "{'type':['builtin']} | node-1/bridge node-2/bridge",
                "{'dangling':['true']} | node-1/mine",
                "{'dangling':['false']} | node-1/bridge node-2/bridge shared",
                "{'label':['x']} | ",
            })
    void filters(String filters, String names) {
        assertThat(names(filters)).isEqualTo(names == null ? List.of() : List.of(names.split(" ")));
    }

    @Test
    void oldClientsSeeTheContainersOfAllNodes() {
        for (JsonNode network : list("{'name':['shared']}", ApiVersion.of(1, 27))) {
            assertThat(network.path("Containers").properties().stream().map(e -> e.getKey()))
                    .containsExactlyInAnyOrder("c1", "c2");
            assertThat(network.path("Containers").path("c1").path("Name").asText())
                    .isEqualTo("web");
        }
        assertThat(list("{'name':['shared']}", NEW).get(0).has("Containers")).isFalse();
    }

    @Test
    void refusesOtherTypes() {
        assertThatThrownBy(() -> names("{'type':['x']}"))
                .isInstanceOf(BadRequest.class)
                .hasMessage("invalid filter: 'type'='x'");
    }

    @Test
    void aNodeThatWasNeverValidatedShowsNothing() {
        state.putEngine(Samples.engine(1, new EngineHealth.Pending("")));
        assertThat(names("{}")).containsExactly("node-2/bridge", "shared");
    }
}
