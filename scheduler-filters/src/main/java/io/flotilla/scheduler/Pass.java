package io.flotilla.scheduler;

/**
 * A request is tried with its soft expressions first; if anything fails they are all dropped, as in classic Swarm.
 */
public enum Pass {
    /** Soft expressions count. */
    PREFERRED,
    /** Soft expressions are skipped. */
    REQUIRED
}
