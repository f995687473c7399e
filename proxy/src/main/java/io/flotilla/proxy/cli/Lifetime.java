package io.flotilla.proxy.cli;

/** How long a manager runs. */
interface Lifetime {

    /** Blocks until the manager ends, by itself or because it is asked to, and has closed. */
    void untilEnd(RunningManager manager);

    /** A phase in which something half-made would stay behind. */
    @FunctionalInterface
    interface Phase {

        /** Ends the phase; false when the process is ending and the clean-up is under way already. */
        boolean end();
    }

    /** Cleans up if the process is asked to end during the phase. */
    default Phase cleaningUp(Runnable cleanUp) {
        return () -> true;
    }
}
