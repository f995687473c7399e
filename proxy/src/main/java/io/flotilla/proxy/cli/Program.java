package io.flotilla.proxy.cli;

import io.flotilla.proxy.cli.flags.GoFlags;
import io.flotilla.proxy.cli.flags.UsageError;
import io.flotilla.proxy.cli.logging.LogLevel;
import io.flotilla.proxy.cli.logging.LogrusLine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line as a whole: finds the command, reads its flags, and words what goes wrong. */
final class Program {
    private static final DateTimeFormatter PLAIN_TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");

    private final Surroundings surroundings;
    private final RootFlags root = new RootFlags();
    private final CommandLine program;

    Program(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.program = new CommandLine(root).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
    }

    /** Runs the command line; the exit code is 0 or 1. */
    int run(List<String> arguments) {
        GoFlags globals;
        try {
            globals = GoFlags.parse(program.getCommandSpec(), arguments);
        } catch (UsageError e) {
            return misused(e, helpPage());
        }
        program.parseArgs(globals.flags().toArray(String[]::new));
        if (root.help || (globals.positionals().isEmpty() && !root.version)) {
            return print(helpPage());
        }
        if (root.version) {
            return print(versionLine());
        }
        try {
            return command(globals.positionals(), checkedGlobals(globals));
        } catch (Fatal e) {
            return failed(e);
        }
    }

    private int command(List<String> words, Globals globals) {
        String name = words.getFirst();
        if (name.equals("help") || name.equals("h")) {
            return help(words);
        }
        return Verbs.named(name).map(entry -> command(entry, words, globals)).orElseGet(() -> noSuchTopic(name));
    }

    private int command(Verbs.Entry entry, List<String> words, Globals globals) {
        CommandLine command = entry.commandLine();
        Verb verb = command.getCommand();
        try {
            GoFlags flags = GoFlags.parseHoisting(command.getCommandSpec(), words.subList(1, words.size()));
            command.parseArgs(flags.rewritten().toArray(String[]::new));
        } catch (UsageError e) {
            return misused(e, HelpPage.command(entry));
        }
        if (verb.help) {
            return print(HelpPage.command(entry));
        }
        try {
            verb.run(globals, surroundings);
            return 0;
        } catch (Fatal e) {
            return verb.plainFailures() ? failedPlainly(e) : failed(e);
        }
    }

    private int help(List<String> words) {
        if (words.size() == 1) {
            return print(helpPage());
        }
        return Verbs.named(words.get(1))
                .map(entry -> print(HelpPage.command(entry)))
                .orElseGet(() -> noSuchTopic(words.get(1)));
    }

    private Globals checkedGlobals(GoFlags given) {
        LogLevel level = LogLevel.parse(root.logLevel)
                .orElseThrow(() -> new Fatal("not a valid logrus Level: \"" + root.logLevel + "\""));
        boolean debugGiven = given.flags().stream().anyMatch(flag -> flag.startsWith("--debug="));
        boolean debug = debugGiven ? root.debug : GoFlags.isTrue(surroundings.variable("DEBUG"));
        boolean levelGiven = given.flags().stream().anyMatch(flag -> flag.startsWith("--log-level="));
        return new Globals(debug, root.experimental, debug && !levelGiven ? LogLevel.DEBUG : level);
    }

    static String versionLine() {
        return "flotilla version " + ProductVersion.current() + "\n";
    }

    private String helpPage() {
        return HelpPage.program(program, ProductVersion.current());
    }

    private int print(String text) {
        surroundings.out().print(text);
        return 0;
    }

    private int noSuchTopic(String name) {
        surroundings.out().println("No help topic for '" + name + "'");
        return 1;
    }

    private int misused(UsageError error, String page) {
        surroundings.out().print("Incorrect Usage.\n\n" + page + "\n");
        return failed(new Fatal(error.text()));
    }

    private int failed(Fatal fatal) {
        surroundings.out().println(LogrusLine.format(Instant.now(), "fatal", fatal.text(), Map.of()));
        return 1;
    }

    private int failedPlainly(Fatal fatal) {
        surroundings.err().println(PLAIN_TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " " + fatal.text());
        return 1;
    }
}
