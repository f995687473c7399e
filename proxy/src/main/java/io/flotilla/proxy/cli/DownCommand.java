package io.flotilla.proxy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code down}: ends what {@code up} started on this machine. */
@Command(description = "End the cluster that 'up' started on this machine")
final class DownCommand extends Verb {
    @Option(names = "--name", description = "name of the local cluster", defaultValue = UpCommand.DEFAULT_NAME)
    String name = "";

    @Option(names = "--purge", description = "also delete the local engines' images, containers and volumes")
    boolean purge;

    @Override
    void run(Globals globals, Surroundings surroundings) {
        if (!positionals.isEmpty()) {
            throw new Fatal("the `down` command takes no arguments. See 'flotilla down --help'.");
        }
        if (UpState.of(surroundings, name).stopManager()) {
            surroundings.err().println("manager ended");
        }
        LocalLab.find(name).stop(purge);
        surroundings.err().println(purge ? "local engines and their data are gone" : "local engines are gone");
    }
}
