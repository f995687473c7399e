package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Pass;
import io.flotilla.scheduler.PlacementRequest;
import java.util.List;

/** Keeps nodes with fewer containers, running or not, than their label {@code containerslots} allows. */
final class SlotsFilter implements Filter {
    private static final String LABEL = "containerslots";

    @Override
    public String name() {
        return LABEL;
    }

    @Override
    public List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        return candidates.stream().filter(SlotsFilter::hasSlot).toList();
    }

    @Override
    public List<String> explain(PlacementRequest request) {
        return List.of("available container slots");
    }

    private static boolean hasSlot(Candidate candidate) {
        String slots = candidate.labels().get(LABEL);
        try {
            return slots == null || candidate.containers() < Long.parseLong(slots);
        } catch (NumberFormatException _) {
            // A label that is no number sets no limit.
            return true;
        }
    }
}
