package io.flotilla.scheduler;

import java.util.List;
import java.util.random.RandomGenerator;

/** Orders nodes that passed the filters. Stateless but for the random generator it is given. */
public interface Strategy {

    /** The name users give to {@code --strategy}. */
    String name();

    /** The nodes that have room, the best first; none if the resources do not suffice anywhere. */
    List<Candidate> rank(PlacementRequest request, List<Candidate> candidates, RandomGenerator random);
}
