package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.PlacementRequest;
import io.flotilla.scheduler.expression.Expression;
import io.flotilla.scheduler.expression.Matcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps nodes of a list: {@code node==node-1|node-2}. Classic Swarm ignored the key, the operator and globs here; they
 * mean what they do in constraints.
 */
final class WhitelistFilter extends ExpressionFilter {

    WhitelistFilter() {
        super("whitelist");
    }

    @Override
    List<String> texts(PlacementRequest request) {
        return request.expressions().whitelists();
    }

    @Override
    Predicate<Candidate> anyFits(Expression expression) {
        List<Matcher> matchers = alternatives(expression.value())
                .map(v -> matcher(expression, v))
                .toList();
        return node -> matchers.stream().anyMatch(m -> NodeValues.anyFits(m, expression.key(), node));
    }

    @Override
    String words(Expression expression) {
        return withSoftness(expression);
    }

    private static Stream<String> alternatives(String value) {
        return Matcher.regex(value)
                ? Stream.of(value)
                : Stream.of(value.split("\\|")).filter(part -> !part.isEmpty());
    }

    private static Matcher matcher(Expression expression, String value) {
        return new Matcher(new Expression(expression.key(), expression.operator(), value, expression.soft()));
    }
}
