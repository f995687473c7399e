package io.flotilla.proxy.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.failure.ClusterFailure.NoNodeFits;
import io.flotilla.proxy.placement.PlacementService.Ticket;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.testing.Samples;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import io.flotilla.scheduler.PlacementRequest.PortBinding;
import io.flotilla.scheduler.PlacementRequest.Ports;
import io.flotilla.scheduler.Scheduler;
import io.flotilla.scheduler.filter.Filters;
import io.flotilla.scheduler.strategy.Strategies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementServiceTest {
    private static final long GIB = 1L << 30;
    private final ClusterState state = Samples.state(3);
    private final PlacementService placement = new PlacementService(
            state,
            new Scheduler(Filters.standard(), Strategies.named("spread").orElseThrow(), new Random(3)),
            value -> value,
            3);

    private Ticket place(PlacementRequest request, String swarmId) {
        return placement.place(request, swarmId, "", Map.of(), _ -> true);
    }

    private static PlacementRequest memory(long bytes) {
        return PlacementRequest.ANY.withResources(0, bytes);
    }

    private static PlacementRequest on(String constraint) {
        return PlacementRequest.ANY.withExpressions(new Expressions(List.of(), List.of(constraint), List.of()));
    }

    @Test
    void memoryIsNeverPromisedTwice() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        Queue<String> placed = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String id = "swarm" + i;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                    placed.add(place(memory(GIB), id).engine());
                } catch (NoNodeFits e) {
                    refused.incrementAndGet();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, Integer> perNode = new HashMap<>();
        placed.forEach(node -> perNode.merge(node, 1, Integer::sum));
        assertThat(perNode.values()).containsExactly(8, 8, 8);
        assertThat(refused).hasValue(40);
    }

    @Test
    void aPromiseHoldsUntilTheEngineTellsWhatTheContainerTakes() {
        PlacementRequest all = memory(8 * GIB);
        Ticket ticket =
                placement.place(all, "swarm1", "web", Map.of(), e -> e.name().equals("node-1"));
        assertThatThrownBy(() -> onFirst(memory(GIB))).isInstanceOf(NoNodeFits.class);
        // The list shows it, the inspect document is still to come.
        state.containers()
                .put(Samples.container(1, "c1", "web")
                        .label(ContainerView.SWARM_ID, "swarm1")
                        .view());
        assertThatThrownBy(() -> onFirst(memory(GIB))).isInstanceOf(NoNodeFits.class);
        state.containers()
                .put(Samples.container(1, "c1", "web")
                        .label(ContainerView.SWARM_ID, "swarm1")
                        .needs(4 * GIB, 0)
                        .view());
        onFirst(memory(4 * GIB)).close();
        ticket.close();
        onFirst(memory(4 * GIB)).close();
        assertThatThrownBy(() -> onFirst(memory(5 * GIB))).isInstanceOf(NoNodeFits.class);
    }

    private Ticket onFirst(PlacementRequest request) {
        return placement.place(request, "other", "", Map.of(), e -> e.name().equals("node-1"));
    }

    @Test
    void aTicketThatIsGivenBackLeavesNothingBehind() {
        for (int i = 0; i < 100; i++) {
            place(memory(8 * GIB), "swarm" + i).close();
        }
        try (Ticket first = place(memory(8 * GIB), "a");
                Ticket second = place(memory(8 * GIB), "b");
                Ticket third = place(memory(8 * GIB), "c")) {
            assertThat(List.of(first.engine(), second.engine(), third.engine())).doesNotHaveDuplicates();
        }
    }

    @Test
    void requestsThatAreAlikeHoldAPlaceEach() {
        Ticket first = onFirst(memory(4 * GIB));
        Ticket second = onFirst(memory(4 * GIB));
        assertThatThrownBy(() -> onFirst(memory(GIB))).isInstanceOf(NoNodeFits.class);
        first.close();
        first.close();
        assertThatThrownBy(() -> onFirst(memory(5 * GIB))).isInstanceOf(NoNodeFits.class);
        second.close();
        onFirst(memory(8 * GIB)).close();
    }

    @Test
    void portsAreHeldFromTheStart() {
        PlacementRequest web = PlacementRequest.ANY.withPorts(
                new Ports(false, List.of(), List.of(new PortBinding("80/tcp", "", "80"))));
        List<String> nodes = List.of(
                place(web, "a").engine(),
                place(web, "b").engine(),
                place(web, "c").engine());
        assertThat(nodes).doesNotHaveDuplicates();
        assertThatThrownBy(() -> place(web, "d"))
                .isInstanceOf(NoNodeFits.class)
                .hasMessageContaining("port 80 (Bridge mode)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node==ID-2", "node==node-2", "node==ID-2|10.0.0.2:2375", "node==/-2$/"})
    void aConstraintKnowsANodeByIdAndName(String constraint) {
        try (Ticket ticket = place(on(constraint), "a")) {
            assertThat(ticket.engine()).isEqualTo(Samples.address(2));
        }
    }

    @Test
    void onlyHealthyAllowedAndValidatedNodesComeIntoQuestion() {
        state.putEngine(Samples.engine(1, new EngineHealth.Unhealthy(Samples.NOON, "down")));
        state.putEngine(Samples.engine(2, new EngineHealth.Pending("")));
        for (int i = 0; i < 5; i++) {
            assertThat(place(PlacementRequest.ANY, "s" + i).engine()).isEqualTo(Samples.address(3));
        }
        assertThatThrownBy(() -> placement.place(
                        PlacementRequest.ANY, "x", "", Map.of(), e -> !e.name().equals("node-3")))
                .isInstanceOf(NoNodeFits.class)
                .hasMessage("No healthy node available in the cluster");
    }

    @Test
    void containersSpreadOverTheNodes() {
        Map<String, Integer> perNode = new HashMap<>();
        for (int i = 0; i < 9; i++) {
            perNode.merge(place(PlacementRequest.ANY, "s" + i).engine(), 1, Integer::sum);
        }
        assertThat(perNode.values()).containsExactly(3, 3, 3);
    }
}
