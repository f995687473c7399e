package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Decision;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Expressions;
import io.flotilla.scheduler.Scheduler;
import io.flotilla.scheduler.TestNode;
import io.flotilla.scheduler.strategy.Strategies;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Shorthands of the tests: what is decided, as text. */
final class Placing {
    static final String UNABLE = "Unable to find a node that satisfies the following conditions ";
    static final String SLOTS = "\n[available container slots]";

    private Placing() {}

    static Decision decide(PlacementRequest request, TestNode... nodes) {
        return new Scheduler(Filters.standard(), Strategies.named("spread").orElseThrow(), new Random(1))
                .place(request, Stream.of(nodes).map(TestNode::candidate).toList());
    }

    /** Names of the nodes that may take it, sorted, or the message if none may. */
    static String place(PlacementRequest request, TestNode... nodes) {
        return switch (decide(request, nodes)) {
            case Decision.Placed placed ->
                String.join(
                        " ",
                        placed.ranked().stream().map(Candidate::name).sorted().toList());
            case Decision.Rejected rejected -> rejected.message();
        };
    }

    static PlacementRequest affinities(String... texts) {
        return PlacementRequest.ANY.withExpressions(new Expressions(List.of(texts), List.of(), List.of()));
    }

    static PlacementRequest constraints(String... texts) {
        return PlacementRequest.ANY.withExpressions(new Expressions(List.of(), List.of(texts), List.of()));
    }

    static PlacementRequest whitelists(String... texts) {
        return PlacementRequest.ANY.withExpressions(new Expressions(List.of(), List.of(), List.of(texts)));
    }
}
