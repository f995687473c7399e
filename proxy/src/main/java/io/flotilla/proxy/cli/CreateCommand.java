package io.flotilla.proxy.cli;

import picocli.CommandLine.Command;

/** {@code create} made a token at a service that does not exist any more. */
@Command(description = "Create a cluster")
final class CreateCommand extends Verb {

    @Override
    void run(Globals globals, Surroundings surroundings) {
        if (!positionals.isEmpty()) {
            throw new Fatal("the `create` command takes no arguments. See 'flotilla create --help'.");
        }
        throw new Fatal("token based discovery is gone: its service at discovery.hub.docker.com was switched off in"
                + " 2019. A cluster needs no creation: name its engines to 'flotilla manage', as nodes://<ip1>,<ip2>,"
                + " in a file with file://<path>, or in a key-value store");
    }

    @Override
    boolean plainFailures() {
        return true;
    }
}
