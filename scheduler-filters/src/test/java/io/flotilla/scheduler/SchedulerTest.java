package io.flotilla.scheduler;

import static io.flotilla.scheduler.TestNode.CPU;
import static io.flotilla.scheduler.TestNode.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.flotilla.scheduler.Decision.Placed;
import io.flotilla.scheduler.Decision.Reason;
import io.flotilla.scheduler.Decision.Rejected;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import io.flotilla.scheduler.filter.Filters;
import io.flotilla.scheduler.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final Candidate down = node("down").health(0).candidate();
    private final Candidate slow = node("slow").labels(Map.of("disk", "hdd")).candidate();
    private final Candidate fast =
            node("fast").labels(Map.of("disk", "ssd")).used(3, 0, 3).candidate();

    private static Scheduler scheduler(String... filters) {
        List<Filter> chosen = filters.length == 0
                ? Filters.standard()
                : List.of(filters).stream()
                        .map(name -> Filters.named(name).orElseThrow())
                        .toList();
        return new Scheduler(chosen, Strategies.named("spread").orElseThrow(), new Random(3));
    }

    private static PlacementRequest constrained(String... constraints) {
        return PlacementRequest.ANY.withExpressions(new Expressions(List.of(), List.of(constraints), List.of()));
    }

    @Test
    void ranksWhatPassesAllFilters() {
        assertThat(scheduler().place(PlacementRequest.ANY, List.of(down, fast, slow)))
                .isEqualTo(new Placed(List.of(slow, fast)));
        assertThat(scheduler().strategyName()).isEqualTo("spread");
        assertThat(scheduler("port", "health").filterNames()).containsExactly("port", "health");
    }

    @Test
    void softExpressionsAreDroppedAlsoWhenOnlyResourcesLack() {
        PlacementRequest request = constrained("disk==~ssd").withResources(2 * CPU, 0);
        assertThat(scheduler().place(request, List.of(fast, slow))).isEqualTo(new Placed(List.of(slow)));
    }

    @Test
    void everyNodeThatWasRuledOutHasItsReason() {
        PlacementRequest request = constrained("disk==~ssd", "disk!=hdd").withResources(2 * CPU, 0);
        assertThat(scheduler().place(request, List.of(down, fast, slow)))
                .isEqualTo(new Rejected(
                        "no resources available to schedule container",
                        List.of(
                                new Reason("down", "health", ""),
                                new Reason("slow", "constraint", "disk==ssd disk!=hdd"),
                                new Reason("fast", "spread", "cpus=2.0 memory=0"))));
    }

    @Test
    void theMessageFollowsTheOrderOfTheFilters() {
        PlacementRequest request = constrained("disk==tape");
        assertThat(scheduler("constraint", "containerslots").place(request, List.of(fast)))
                .isEqualTo(new Rejected(
                        "Unable to find a node that satisfies the following conditions \n[disk==tape]",
                        List.of(new Reason("fast", "constraint", "disk==tape"))));
    }

    @Test
    void noNodesAtAllIsNotAFiltersFault() {
        assertThat(scheduler("containerslots", "port").place(PlacementRequest.ANY, List.of()))
                .isEqualTo(new Rejected("No nodes available in the cluster", List.of()));
    }

    @Test
    void aThousandNodesAreQuick() {
        List<Candidate> nodes = IntStream.range(0, 1000)
                .mapToObj(i -> {
                    TestNode node = node("node-" + i).labels(Map.of("rack", "r" + i % 20));
                    IntStream.range(0, 30).forEach(c -> node.container("id" + i + "x" + c, "c" + c, Map.of()));
                    return node.candidate();
                })
                .toList();
        PlacementRequest request = PlacementRequest.ANY.withExpressions(
                new Expressions(List.of("container!=nobody"), List.of("rack==r1*"), List.of()));
        Scheduler scheduler = scheduler();
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            assertThat(scheduler.place(request, nodes)).isInstanceOf(Placed.class);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertThat(millis).isLessThan(2000);
        }
    }
}
