package io.flotilla.scheduler.expression;

/**
 * One parsed expression.
 *
 * @param value a glob, or a regular expression if it is in slashes; without the soft marker
 * @param soft whether it is only a wish ({@code ~})
 */
public record Expression(String key, Operator operator, String value, boolean soft) {

    /** Key, operator and value, without the soft marker. */
    @Override
    public String toString() {
        return key + operator.symbol() + value;
    }
}
