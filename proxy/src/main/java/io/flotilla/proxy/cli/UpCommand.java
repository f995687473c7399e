package io.flotilla.proxy.cli;

import io.flotilla.proxy.cli.logging.LogLevel;
import io.flotilla.proxy.cli.logging.LogSetup;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: a whole cluster in one command, over given engines or over real ones that it starts on this machine. */
@Command(description = "Run a manager over the given engines, or over real engines started on this machine")
final class UpCommand extends Verb {
    static final String DEFAULT_HOST = "tcp://127.0.0.1:3375";
    static final String DEFAULT_NAME = "up";

    @Option(names = "--engines", description = "number of engines to start on this machine", defaultValue = "3")
    int engines;

    @Option(
            names = "--versions",
            description = "docker versions of these engines, taken in turn [20.10, 26.1, 28.5]",
            defaultValue = "20.10")
    String versions = "";

    @Option(
            names = {"--host", "-H"},
            description = "ip/socket to listen on",
            defaultValue = DEFAULT_HOST)
    String host = "";

    @Option(names = "--name", description = "name of the local cluster", defaultValue = UpCommand.DEFAULT_NAME)
    String name = "";

    @Option(names = "--detach", description = "return once the cluster is up; end it with 'flotilla down'")
    boolean detach;

    @Override
    void run(Globals globals, Surroundings surroundings) {
        if (engines < 1) {
            throw new Fatal("--engines should be a positive number");
        }
        UpState state = UpState.of(surroundings, name);
        state.runningManager().ifPresent(pid -> {
            throw new Fatal("a cluster is up already (manager process " + pid + "): 'flotilla down' ends it");
        });
        boolean local = positionals.isEmpty();
        LocalLab lab = local ? LocalLab.find(name) : null;
        if (!globals.logLevel().equals(LogLevel.DEBUG)) {
            LogSetup.level(LogLevel.WARN);
        }
        Lifetime.Phase making = surroundings.lifetime().cleaningUp(() -> takeBack(state, lab));
        try {
            List<String> addresses = lab == null ? positionals : engines(surroundings.err(), lab);
            surroundings.err().println("starting the manager over " + String.join(" ", addresses));
            if (detach) {
                state.startManager(host, addresses);
                welcome(surroundings, addresses.size());
                making.end();
            } else {
                stay(globals, surroundings, addresses, lab, making);
            }
        } catch (Fatal e) {
            if (making.end()) {
                takeBack(state, lab);
            }
            throw e;
        }
    }

    private List<String> engines(PrintStream progress, LocalLab lab) {
        progress.println("starting " + engines + " docker engines on this machine (" + versions + ")");
        return lab.start(engines, versions);
    }

    /** Nothing half-made stays behind. */
    private static void takeBack(UpState state, @Nullable LocalLab lab) {
        state.stopManager();
        if (lab != null) {
            lab.abort();
        }
    }

    private void stay(
            Globals globals,
            Surroundings surroundings,
            List<String> addresses,
            @Nullable LocalLab lab,
            Lifetime.Phase making) {
        RunningManager manager = surroundings.starter().start(options(globals, surroundings, addresses));
        RunningManager withEngines = new RunningManager() {
            @Override
            public void await() throws InterruptedException {
                manager.await();
            }

            @Override
            public void close() {
                manager.close();
                if (lab != null) {
                    lab.stop(false);
                }
            }
        };
        try {
            welcome(surroundings, addresses.size());
        } catch (Fatal e) {
            manager.close();
            throw e;
        }
        surroundings.err().println("the cluster stays up until Ctrl-C");
        making.end();
        surroundings.lifetime().untilEnd(withEngines);
    }

    private ManageOptions options(Globals globals, Surroundings surroundings, List<String> addresses) {
        CommandLine manage = Verbs.named("manage").orElseThrow().commandLine();
        manage.parseArgs("--host=" + host, "--", "nodes://" + String.join(",", addresses));
        ManageCommand command = manage.getCommand();
        return new ManageChecks(command, surroundings).options(globals);
    }

    private void welcome(Surroundings surroundings, int nodes) {
        FirstLook look = new FirstLook(host);
        look.awaitNodes(nodes);
        surroundings.out().println("export DOCKER_HOST=" + host);
        surroundings.out().flush();
        look.dockerInfo(surroundings);
    }
}
