package io.flotilla.proxy.cli;

/** How long a manager runs. */
interface Lifetime {

    /** Blocks until the manager ends, by itself or because it is asked to, and has closed. */
    void untilEnd(RunningManager manager);
}
