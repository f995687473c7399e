package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.NodeContents.NodeContainer;
import io.flotilla.scheduler.NodeContents.NodeImage;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.expression.Expression;
import io.flotilla.scheduler.expression.Matcher;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps nodes by what is on them: a container by id or name, an image by id or reference, or a container with a label.
 * Unlike in classic Swarm short ids, swarm ids, all names and image digests count too.
 */
final class AffinityFilter extends ExpressionFilter {
    private static final String SWARM_ID = "com.docker.swarm.id";
    private static final String SHA256 = "sha256:";
    private static final int SHORT_ID = 12;

    AffinityFilter() {
        super("affinity");
    }

    @Override
    List<String> texts(PlacementRequest request) {
        return request.expressions().affinities();
    }

    @Override
    Predicate<Candidate> anyFits(Expression expression) {
        Matcher matcher = new Matcher(expression);
        return switch (expression.key()) {
            case "container" -> node -> any(node.contents().containers(), c -> containerFits(matcher, c));
            case "image" -> node -> any(node.contents().images(), image -> imageFits(matcher, image));
            default ->
                node -> any(
                        node.contents().containers(),
                        c -> matcher.fits(c.labels().getOrDefault(expression.key(), "")));
        };
    }

    @Override
    String words(Expression expression) {
        return withSoftness(expression);
    }

    private static <T> boolean any(Iterable<? extends T> items, Predicate<T> test) {
        for (T item : items) {
            if (test.test(item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containerFits(Matcher matcher, NodeContainer container) {
        String swarmId = container.labels().getOrDefault(SWARM_ID, "");
        return matcher.fits(container.id())
                || matcher.fits(shortId(container.id()))
                || (!swarmId.isEmpty() && (matcher.fits(swarmId) || matcher.fits(shortId(swarmId))))
                || container.names().stream().anyMatch(matcher::fits);
    }

    private static boolean imageFits(Matcher matcher, NodeImage image) {
        String hex = image.id().startsWith(SHA256) ? image.id().substring(SHA256.length()) : image.id();
        return matcher.fits(image.id())
                || matcher.fits(hex)
                || matcher.fits(shortId(hex))
                || image.tags().stream().anyMatch(tag -> matcher.fits(tag) || matcher.fits(repository(tag)))
                || image.digests().stream().anyMatch(matcher::fits);
    }

    private static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    /** The reference without its tag; a colon before a slash belongs to the registry's port. */
    private static String repository(String reference) {
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference;
    }
}
