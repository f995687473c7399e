package io.flotilla.proxy.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * What the commands need of the world outside; tests bring their own.
 *
 * @param lifetime decides when a started manager ends
 */
record Surroundings(
        Map<String, String> environment, PrintStream out, PrintStream err, ManagerStarter starter, Lifetime lifetime) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable of the environment; empty if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
