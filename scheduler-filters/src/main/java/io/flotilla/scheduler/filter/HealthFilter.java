package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Pass;
import io.flotilla.scheduler.PlacementRequest;
import java.util.List;
import java.util.Optional;

/** Keeps nodes that are not down. */
final class HealthFilter implements Filter {

    @Override
    public String name() {
        return "health";
    }

    @Override
    public List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        return candidates.stream().filter(c -> c.healthIndicator() > 0).toList();
    }

    @Override
    public List<String> explain(PlacementRequest request) {
        return List.of();
    }

    @Override
    public Optional<String> ownMessage() {
        return Optional.of("No healthy node available in the cluster");
    }
}
