package io.flotilla.proxy.cli;

/** Builds a manager from checked options and starts it. */
@FunctionalInterface
public interface ManagerStarter {

    /**
     * Returns once the manager listens.
     *
     * @throws Fatal if it cannot start; nothing is left running then
     */
    RunningManager start(ManageOptions options);
}
