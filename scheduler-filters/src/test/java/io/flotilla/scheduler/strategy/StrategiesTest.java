package io.flotilla.scheduler.strategy;

import static io.flotilla.scheduler.TestNode.CPU;
import static io.flotilla.scheduler.TestNode.GB;
import static io.flotilla.scheduler.TestNode.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.Strategy;
import io.flotilla.scheduler.TestNode;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategiesTest {

    private static String rank(String strategy, long cpus, long memory, TestNode... nodes) {
        List<Candidate> candidates = Stream.of(nodes).map(TestNode::candidate).toList();
        PlacementRequest request = PlacementRequest.ANY.withResources(cpus * CPU, memory * GB);
        Strategy named = Strategies.named(strategy).orElseThrow();
        return String.join(
                " ",
                named.rank(request, candidates, new Random(7)).stream()
                        .map(Candidate::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // Four CPUs and 8 GB each; a uses 1 CPU and 6 GB, b 2 and 2, c 3 and 0.
        "spread, 0, 0, 'a b c', 'by number of containers'",
        "spread, 1, 0, 'a b c', ''",
        "spread, 0, 1, 'c b a', ''",
        "binpack, 0, 0, 'c b a', ''",
        "binpack, 1, 0, 'c b a', ''",
        "binpack, 0, 1, 'a b c', ''",
        "binpacking, 1, 0, 'c b a', 'old name'",
        // Beyond what is free, node by node.
        "spread, 2, 0, 'a b', ''",
        "spread, 3, 0, 'a', ''",
        "spread, 4, 0, '', ''",
        "spread, 5, 0, '', ''",
        "spread, 0, 3, 'c b', ''",
        "binpack, 1, 3, 'c b', ''",
        "spread, 0, 9, '', ''",
    })
    void weights(String strategy, long cpus, long memory, String order, String why) {
        TestNode a = node("a").used(1, 6, 1);
        TestNode b = node("b").used(2, 2, 2);
        TestNode c = node("c").used(3, 0, 3);
        assertThat(rank(strategy, cpus, memory, c, a, b)).as(why).isEqualTo(order);
    }

    @Test
    void healthOutweighsLoad() {
        TestNode sick = node("sick").health(50);
        TestNode full = node("full").used(3, 7, 9);
        assertThat(rank("spread", 1, 1, sick, full)).isEqualTo("full sick");
        assertThat(rank("binpack", 1, 1, node("sick").health(50).used(3, 7, 9), node("empty")))
                .isEqualTo("empty sick");
    }

    @Test
    void overbookedNodesAreSkippedWithoutOverflow() {
        assertThat(rank("spread", 1, 0, node("over").used(9_000_000_000L, 0, 1)))
                .isEmpty();
        assertThat(rank("spread", 0, 8_000_000_000L, node("a"))).isEmpty();
        assertThat(rank("spread", 0, 0, node("over").used(100, 100, 1))).isEqualTo("over");
    }

    @Test
    void equalNodesComeInRandomOrderThatTheSeedDecides() {
        List<Candidate> nodes = Stream.of("a", "b", "c", "d")
                .map(name -> node(name).candidate())
                .toList();
        for (String strategy : List.of("spread", "binpack", "random")) {
            Strategy named = Strategies.named(strategy).orElseThrow();
            Set<String> first = new HashSet<>();
            Random random = new Random(5);
            Random same = new Random(5);
            for (int round = 0; round < 50; round++) {
                List<Candidate> ranked = named.rank(PlacementRequest.ANY, nodes, random);
                assertThat(ranked).containsExactlyInAnyOrderElementsOf(nodes);
                assertThat(named.rank(PlacementRequest.ANY, nodes, same)).isEqualTo(ranked);
                first.add(ranked.getFirst().name());
            }
            assertThat(first).as(strategy).containsExactlyInAnyOrder("a", "b", "c", "d");
        }
    }

    @Test
    void randomIgnoresResources() {
        assertThat(rank("random", 100, 100, node("a"))).isEqualTo("a");
        assertThat(Strategies.named("best")).isEmpty();
    }
}
