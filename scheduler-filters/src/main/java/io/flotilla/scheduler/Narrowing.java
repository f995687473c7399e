package io.flotilla.scheduler;

import io.flotilla.scheduler.Decision.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the candidates became fewer; the reasons are worked out only if somebody asks, which is when all failed. */
final class Narrowing {
    private final PlacementRequest request;
    private final List<Step> steps = new ArrayList<>();
    private List<Candidate> left;

    Narrowing(PlacementRequest request, List<Candidate> candidates) {
        this.request = request;
        this.left = candidates;
    }

    private record Step(String by, List<Candidate> before, List<Candidate> after) {}

    List<Candidate> left() {
        return left;
    }

    void step(String by, List<Candidate> after) {
        if (after.size() != left.size()) {
            steps.add(new Step(by, left, after));
        }
        left = after;
    }

    List<Reason> reasons(List<Filter> filters) {
        List<Reason> reasons = new ArrayList<>();
        for (Step step : steps) {
            String wanted = filters.stream()
                    .filter(filter -> filter.name().equals(step.by))
                    .findFirst()
                    .map(filter -> String.join(" ", filter.explain(request)))
                    .orElseGet(this::resources);
            Set<String> kept = HashSet.newHashSet(step.after.size());
            step.after.forEach(candidate -> kept.add(candidate.address()));
            for (Candidate candidate : step.before) {
                if (!kept.contains(candidate.address())) {
                    reasons.add(new Reason(candidate.name(), step.by, wanted));
                }
            }
        }
        return reasons;
    }

    private String resources() {
        return "cpus=" + request.cpus() / 1e9 + " memory=" + request.memory();
    }
}
