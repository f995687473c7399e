package io.flotilla.scheduler.strategy;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Any order. Resources are not looked at, as in classic Swarm, where this is for debugging. */
final class RandomChoice implements Strategy {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public List<Candidate> rank(PlacementRequest request, List<Candidate> candidates, RandomGenerator random) {
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, Random.from(random));
        return shuffled;
    }
}
