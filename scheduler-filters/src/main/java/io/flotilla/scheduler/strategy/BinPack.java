package io.flotilla.scheduler.strategy;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.Strategy;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** The fullest node with room first; of equally loaded ones that with the most containers. */
final class BinPack implements Strategy {
    private static final int HEALTH_FACTOR = 10;
    private static final Comparator<Weighing.Weight> ORDER = Comparator.comparingLong(Weighing.Weight::value)
            .thenComparingInt(w -> w.node().containers())
            .reversed();

    @Override
    public String name() {
        return "binpack";
    }

    @Override
    public List<Candidate> rank(PlacementRequest request, List<Candidate> candidates, RandomGenerator random) {
        return Weighing.ranked(request, candidates, HEALTH_FACTOR, ORDER, random);
    }
}
