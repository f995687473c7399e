package io.flotilla.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.proxy.testing.ContainerSample;
import io.flotilla.proxy.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupsTest {
    private static final String WEB = "aaaa1111bbbb2222cccc";
    private static final String DB = "aaaa3333dddd4444eeee";
    private static final String SWARM = "ffff0000ffff0000ffff";
    private final ClusterState state = Samples.state(2);
    private final Lookups lookups = new Lookups(state);

    @BeforeEach
    void fill() {
        put(Samples.container(1, WEB, "web").label(ContainerView.SWARM_ID, SWARM));
        put(Samples.container(2, DB, "db").alias("web/database"));
    }

    private void put(ContainerSample container) {
        state.containers().put(container.view());
    }

    private static String kind(Match<ContainerView> match) {
        return switch (match) {
            case Match.Found<ContainerView> found -> found.value().id();
            case Match.None<ContainerView> _ -> "none";
            case Match.Ambiguous<ContainerView> several ->
                "ambiguous " + several.values().size();
        };
    }

    @ParameterizedTest
    @CsvSource({
        WEB + ", " + WEB,
        "aaaa1111bbbb, " + WEB,
        "aaaa1, " + WEB,
        SWARM + ", " + WEB,
        "ffff0000ffff, " + WEB,
        "f, " + WEB,
        "web, " + WEB,
        "/web, " + WEB,
        "node-1/web, " + WEB,
        "/node-1/web, " + WEB,
        "ID-1|10.0.0.1:2375/web, " + WEB,
        "node-2/db, " + DB,
        "web/database, " + DB,
        "node-2/web/database, " + DB,
        "node-2/web, none",
        "aaaa, ambiguous 2",
        "a, ambiguous 2",
        "aaaa9, none",
        "we, none",
        "nobody, none",
        "'', none",
        "/, none",
    })
    void findsContainersInTheOrderOfClassicSwarm(String reference, String found) {
        assertThat(kind(lookups.container(reference))).isEqualTo(found);
    }

    @Test
    void aNameBeatsAnIdPrefixAndAnIdBeatsAName() {
        put(Samples.container(2, "99990000", "aaaa1"));
        assertThat(kind(lookups.container("aaaa1"))).isEqualTo("99990000");
        put(Samples.container(2, "99991111", WEB));
        assertThat(kind(lookups.container(WEB))).isEqualTo(WEB);
        put(Samples.container(2, "99992222", "aaaa1111bbbb"));
        assertThat(kind(lookups.container("aaaa1111bbbb"))).isEqualTo(WEB);
    }

    @Test
    void oneNameOnTwoNodesIsAmbiguousUntilTheNodeIsSaid() {
        put(Samples.container(2, "99990000", "web"));
        assertThat(kind(lookups.container("web"))).isEqualTo("ambiguous 2");
        assertThat(kind(lookups.container("node-2/web"))).isEqualTo("99990000");
    }

    @Test
    void enginesThatWereNeverValidatedHaveNothing() {
        state.putEngine(Samples.engine(3, new EngineHealth.Pending("")));
        put(Samples.container(3, "12340000", "early"));
        put(Samples.container(3, "12350000", "web"));
        assertThat(kind(lookups.container("early"))).isEqualTo("none");
        assertThat(kind(lookups.container("1234"))).isEqualTo("none");
        assertThat(kind(lookups.container("web"))).isEqualTo(WEB);
    }

    @Test
    void containersOfUnhealthyEnginesAreFound() {
        state.putEngine(Samples.engine(1, new EngineHealth.Unhealthy(Samples.NOON, "down")));
        assertThat(kind(lookups.container("web"))).isEqualTo(WEB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"net", "/net", "node-1/net", "n1n1n1n1n1n1n1", "n1n1n1n1n1n1", "n1"})
    void networksGoByIdAndName(String reference) {
        state.networks().put(Samples.network(1, "n1n1n1n1n1n1n1", "net", "local"));
        assertThat(lookups.network(reference)).isInstanceOf(Match.Found.class);
    }

    @Test
    void aNetworkOfSeveralEnginesIsOne() {
        state.networks().put(Samples.network(1, "g1", "shared", "global"));
        state.networks().put(Samples.network(2, "g1", "shared", "global"));
        state.networks().put(Samples.network(1, "b1", "bridge", "local"));
        state.networks().put(Samples.network(2, "b2", "bridge", "local"));
        assertThat(lookups.network("shared")).isInstanceOf(Match.Found.class);
        assertThat(lookups.network("bridge")).isInstanceOf(Match.Ambiguous.class);
        assertThat(lookups.network("node-2/bridge")).isInstanceOf(Match.Found.class);
        assertThat(lookups.network("other")).isInstanceOf(Match.None.class);
    }

    @Test
    void volumesThatAreAlikeEverywhereAreOneAndTheFirstNodesStandsForThem() {
        state.volumes().put(Samples.volume(2, "data", "local"));
        state.volumes().put(Samples.volume(1, "data", "local"));
        assertThat(lookups.volume("data")).isEqualTo(new Match.Found<>(Samples.volume(1, "data", "local")));
        assertThat(lookups.volume("node-2/data")).isEqualTo(new Match.Found<>(Samples.volume(2, "data", "local")));
        assertThat(lookups.volume("other")).isEqualTo(new Match.None<>());
    }

    @Test
    void volumesThatDifferAreAmbiguousUnlessOneIsShared() {
        VolumeView first = Samples.volume(1, "data", "local");
        state.volumes().put(first);
        state.volumes().put(new VolumeView(Samples.address(2), "data", "local", Map.of("a", "b"), first.raw()));
        assertThat(lookups.volume("data")).isInstanceOf(Match.Ambiguous.class);
        state.volumes().put(Samples.volume(2, "data", "nfs"));
        assertThat(lookups.volume("data")).isEqualTo(new Match.Found<>(Samples.volume(2, "data", "nfs")));
    }

    @Test
    void aMatchOfSeveralKeepsThemAll() {
        assertThat(Match.of(List.of("a", "b"))).isEqualTo(new Match.Ambiguous<>(List.of("a", "b")));
    }
}
