package io.flotilla.proxy.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Every command there is, in the order of the help page. Only the one that is used gets built: that takes a while. */
final class Verbs {
    static final String DISCOVERY = "<discovery>";

    private static final List<Entry> TABLE = List.of(
            new Entry("create", "c", "", CreateCommand::new),
            new Entry("list", "l", DISCOVERY, ListCommand::new),
            new Entry("manage", "m", DISCOVERY, ManageCommand::new),
            new Entry("join", "j", DISCOVERY, JoinCommand::new),
            new Entry("up", "u", "[ENGINE...]", UpCommand::new),
            new Entry("down", "d", "", DownCommand::new));

    private Verbs() {}

    /**
     * A command under its two names.
     *
     * @param arguments what stands behind the options on its help page
     */
    record Entry(String name, String alias, String arguments, Supplier<Verb> verb) {

        /** A new one, its flags not read yet. */
        CommandLine commandLine() {
            return new CommandLine(verb.get()).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
        }
    }

    static List<Entry> all() {
        return TABLE;
    }

    static Optional<Entry> named(String name) {
        return TABLE.stream()
                .filter(entry -> entry.name().equals(name) || entry.alias().equals(name))
                .findFirst();
    }
}
