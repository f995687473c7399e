package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.Filter;
import io.flotilla.scheduler.Pass;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.PlacementRequest.Dependencies;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keeps nodes that have every container that this one shares volumes, links or its network with. */
final class DependencyFilter implements Filter {

    @Override
    public String name() {
        return "dependency";
    }

    @Override
    public List<Candidate> keep(PlacementRequest request, List<Candidate> candidates, Pass pass) {
        Dependencies dependencies = request.dependencies();
        List<String> needed = Stream.of(dependencies.volumesFrom(), dependencies.links(), network(dependencies))
                .flatMap(List::stream)
                .map(DependencyFilter::beforeColon)
                .distinct()
                .toList();
        return needed.isEmpty()
                ? candidates
                : candidates.stream()
                        .filter(c -> needed.stream().allMatch(c.contents()::hasContainer))
                        .toList();
    }

    @Override
    public List<String> explain(PlacementRequest request) {
        Dependencies dependencies = request.dependencies();
        List<String> words = new ArrayList<>();
        dependencies.volumesFrom().forEach(name -> words.add("--volumes-from=" + name));
        dependencies.links().forEach(name -> words.add("--link=" + name));
        network(dependencies).forEach(name -> words.add("--net=container:" + name));
        return words;
    }

    private static List<String> network(Dependencies dependencies) {
        return dependencies.network().isEmpty() ? List.of() : List.of(dependencies.network());
    }

    private static String beforeColon(String reference) {
        int colon = reference.indexOf(':');
        return colon < 0 ? reference : reference.substring(0, colon);
    }
}
