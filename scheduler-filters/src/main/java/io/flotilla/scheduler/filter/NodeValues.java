package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Candidate;
import io.flotilla.scheduler.expression.Matcher;

/** What a constraint or whitelist looks at: the node itself, or one of its labels. */
final class NodeValues {
    private static final String NODE = "node";

    private NodeValues() {}

    /** Key {@code node} is the node's id and name, any other a label; a missing label is empty. */
    static boolean anyFits(Matcher matcher, String key, Candidate node) {
        return key.equals(NODE)
                ? matcher.fits(node.id()) || matcher.fits(node.name())
                : matcher.fits(node.labels().getOrDefault(key, ""));
    }
}
