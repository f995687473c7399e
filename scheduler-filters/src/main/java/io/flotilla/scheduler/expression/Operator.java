package io.flotilla.scheduler.expression;

/** How a value relates to what a node has. The order is the order in which texts are searched for them. */
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** The verdict on a node, given whether any of its values fits. A node without values satisfies every {@code !=}. */
    public boolean satisfied(boolean anyFits) {
        return switch (this) {
            case EQUAL -> anyFits;
            case NOT_EQUAL -> !anyFits;
        };
    }
}
