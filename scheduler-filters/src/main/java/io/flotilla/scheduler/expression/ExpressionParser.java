package io.flotilla.scheduler.expression;

import io.flotilla.scheduler.expression.ExpressionException.BadKey;
import io.flotilla.scheduler.expression.ExpressionException.BadValue;
import io.flotilla.scheduler.expression.ExpressionException.NoOperator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code key==value}, {@code key!=value}, {@code key==~value}.
 *
 * <p>The grammar is classic Swarm's with one addition: values may have {@code @}, so that images can be named by digest.
 */
public final class ExpressionParser {
    private static final Pattern KEY = Pattern.compile("(?i)[a-z_][a-z0-9\\-_.]+");
    private static final Pattern VALUE = Pattern.compile("(?i)[=!/]?~?[a-z0-9:\\-_\\s.*/()?+\\[\\]\\\\^$|@]+");

    private ExpressionParser() {}

    /**
     * Reads several, in order.
     *
     * @throws ExpressionException at the first that cannot be understood
     */
    public static List<Expression> parse(List<String> texts) {
        return texts.stream().map(ExpressionParser::parse).toList();
    }

    /**
     * Reads one.
     *
     * @throws ExpressionException if it cannot be understood
     */
    public static Expression parse(String text) {
        for (Operator operator : Operator.values()) {
            int at = text.indexOf(operator.symbol());
            if (at >= 0) {
                String value = text.substring(at + operator.symbol().length());
                return expression(text.substring(0, at), operator, value);
            }
        }
        throw new NoOperator();
    }

    private static Expression expression(String key, Operator operator, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new BadKey(key);
        }
        if (!VALUE.matcher(value).matches()) {
            throw new BadValue(value);
        }
        boolean soft = value.startsWith("~");
        return new Expression(key, operator, soft ? value.substring(1) : value, soft);
    }
}
