package io.flotilla.scheduler.filter;

import static io.flotilla.scheduler.TestNode.node;
import static io.flotilla.scheduler.filter.Placing.SLOTS;
import static io.flotilla.scheduler.filter.Placing.UNABLE;
import static io.flotilla.scheduler.filter.Placing.place;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Dependencies;
import io.flotilla.scheduler.TestNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainFiltersTest {
    private final TestNode n1 = node("n1").container("c1id", "c1", Map.of()).container("c2id", "c2", Map.of());
    private final TestNode n2 = node("n2").container("c3id", "c3", Map.of());

    private static PlacementRequest needs(List<String> volumesFrom, List<String> links, String network) {
        return PlacementRequest.ANY.withDependencies(new Dependencies(volumesFrom, links, network));
    }

    @Test
    void namesAndDefaultOrder() {
        assertThat(Filters.standard())
                .extracting(Filter::name)
                .containsExactly(
                        "health", "port", "containerslots", "dependency", "affinity", "constraint", "whitelist");
        assertThat(Filters.named("port")).isPresent();
        assertThat(Filters.named("ports")).isEmpty();
    }

    @Test
    void healthKeepsWhatIsNotDown() {
        assertThat(place(PlacementRequest.ANY, node("a").health(0), node("b").health(1)))
                .isEqualTo("b");
        assertThat(place(PlacementRequest.ANY, node("a").health(0)))
                .isEqualTo("No healthy node available in the cluster");
        assertThat(place(PlacementRequest.ANY)).isEqualTo("No healthy node available in the cluster");
    }

    @Test
    void slotsLimitTheNumberOfContainers() {
        n1.labels(Map.of("containerslots", "2"));
        n2.labels(Map.of("containerslots", "2"));
        assertThat(place(PlacementRequest.ANY, n1, n2)).isEqualTo("n2");
        assertThat(place(PlacementRequest.ANY, n1)).isEqualTo(UNABLE + SLOTS);
        n1.labels(Map.of("containerslots", "many"));
        assertThat(place(PlacementRequest.ANY, n1)).isEqualTo("n1");
    }

    @Test
    void dependenciesMustBeOnOneNode() {
        assertThat(place(needs(List.of("c1:ro"), List.of("c2:db"), ""), n1, n2)).isEqualTo("n1");
        assertThat(place(needs(List.of(), List.of(), "c3"), n1, n2)).isEqualTo("n2");
        assertThat(place(needs(List.of("c1"), List.of("c3:db"), "c2"), n1, n2))
                .isEqualTo(UNABLE + SLOTS + "\n[--volumes-from=c1 --link=c3:db --net=container:c2]");
    }
}
