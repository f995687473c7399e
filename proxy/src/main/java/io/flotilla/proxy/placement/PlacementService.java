package io.flotilla.proxy.placement;

import io.flotilla.proxy.failure.ClusterFailure.NoNodeFits;
import io.flotilla.proxy.state.ClusterState;
import io.flotilla.proxy.state.ContainerNeeds;
import io.flotilla.proxy.state.ContainerView;
import io.flotilla.proxy.state.EngineHealth;
import io.flotilla.proxy.state.EngineSpecs;
import io.flotilla.proxy.state.EngineView;
import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Decision;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses nodes and reserves them in one step, in memory, before any engine is called; so two requests in flight never
 * count on the same port or the same memory. The lock is held for the decision only.
 */
public final class PlacementService {
    private static final long NANO_CPUS = 1_000_000_000L;
    private static final int FULL_HEALTH = 100;

    private final ClusterState state;
    private final Scheduler scheduler;
    private final Overcommit overcommit;
    private final int failureRetry;
    private final ReentrantLock deciding = new ReentrantLock();
    /** By address of the node. By ticket, since two requests may be alike. */
    private final Map<String, Map<Ticket, PendingContainer>> pending = new ConcurrentHashMap<>();

    /** A node's resource with what may be promised beyond it. */
    @FunctionalInterface
    public interface Overcommit {
        long of(long value);
    }

    /** @param failureRetry failed calls that make an engine unhealthy; part of them lowers its health indicator */
    public PlacementService(ClusterState state, Scheduler scheduler, Overcommit overcommit, int failureRetry) {
        this.state = state;
        this.scheduler = scheduler;
        this.overcommit = overcommit;
        this.failureRetry = failureRetry;
    }

    /** A reserved place; close it when the state shows the container, or when it was not made. */
    public interface Ticket extends AutoCloseable {
        /** Address of the chosen engine. */
        String engine();

        @Override
        void close();
    }

    /**
     * Chooses the best node.
     *
     * @param swarmId under which the container will be known
     * @param allowed engines that come into question at all
     * @throws NoNodeFits with the scheduler's message
     */
    public Ticket place(
            PlacementRequest request,
            String swarmId,
            String name,
            Map<String, String> labels,
            Predicate<EngineView> allowed) {
        PendingContainer container =
                new PendingContainer(swarmId, name.isEmpty() ? List.of() : List.of(name), labels, request);
        deciding.lock();
        try {
            return switch (scheduler.place(request, candidates(allowed))) {
                case Decision.Rejected rejected -> throw new NoNodeFits(rejected.message());
                case Decision.Placed placed -> reserve(placed.best().address(), container);
            };
        } finally {
            deciding.unlock();
        }
    }

    private Ticket reserve(String address, PendingContainer container) {
        Map<Ticket, PendingContainer> onNode = pending.computeIfAbsent(address, _ -> new ConcurrentHashMap<>());
        Ticket ticket = new Ticket() {
            @Override
            public String engine() {
                return address;
            }

            @Override
            public void close() {
                onNode.remove(this);
            }
        };
        onNode.put(ticket, container);
        return ticket;
    }

    private List<Candidate> candidates(Predicate<EngineView> allowed) {
        List<Candidate> candidates = new ArrayList<>();
        for (EngineView engine : state.engines()) {
            if (engine.validated() && allowed.test(engine)) {
                engine.specs().ifPresent(specs -> candidates.add(candidate(engine, specs)));
            }
        }
        return candidates;
    }

    private Candidate candidate(EngineView engine, EngineSpecs specs) {
        List<PendingContainer> waiting = pending.getOrDefault(engine.address(), Map.of()).values().stream()
                .filter(p -> !inspected(p.id()))
                .toList();
        Set<String> promised = waiting.stream().map(PendingContainer::id).collect(Collectors.toSet());
        long memory = 0;
        long cpus = 0;
        int count = waiting.size();
        for (PendingContainer container : waiting) {
            memory += container.request().memory();
            cpus += container.request().cpus();
        }
        for (ContainerView container : state.containers().of(engine.address())) {
            if (!promised.contains(container.swarmId())) {
                memory += container.needs().map(ContainerNeeds::memory).orElse(0L);
                cpus += container.needs().map(ContainerNeeds::nanoCpus).orElse(0L);
                count++;
            }
        }
        return new Candidate(
                specs.dockerId(),
                engine.name(),
                engine.address(),
                specs.labels(),
                healthIndicator(engine),
                overcommit.of(specs.cpus()) * NANO_CPUS,
                overcommit.of(specs.memory()),
                cpus,
                memory,
                count,
                new NodeView(state, engine.address(), waiting));
    }

    /** A container that was only listed so far does not show what it takes: until then the promise counts. */
    private boolean inspected(String swarmId) {
        return state.containers().withId(swarmId).stream()
                .anyMatch(c -> c.needs().isPresent());
    }

    private int healthIndicator(EngineView engine) {
        return switch (engine.health()) {
            case EngineHealth.Healthy _ -> Math.max(0, FULL_HEALTH - engine.failures() * FULL_HEALTH / failureRetry);
            case EngineHealth.Unhealthy _ -> 0;
            case EngineHealth.Pending _ -> 0;
        };
    }
}
