package io.flotilla.proxy.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help pages of classic Swarm, made from what picocli knows of the commands; columns are aligned by tabs of 8. */
final class HelpPage {
    private static final String PROGRAM = "flotilla";
    private static final int TAB = 8;
    private static final String DISCOVERY = """
            Arguments:
               <discovery>    discovery service to use [$SWARM_DISCOVERY]
                               * consul://<ip>/<path>
                               * etcd://<ip1>,<ip2>/<path>
                               * file://path/to/file
                               * zk://<ip1>,<ip2>/<path>
                               * [nodes://]<ip1>,<ip2>

            """;

    private HelpPage() {}

    private record Row(String left, String right) {}

    /** The page of the program itself. */
    static String program(CommandLine program, ProductVersion version) {
        CommandSpec spec = program.getCommandSpec();
        List<Row> commands = new ArrayList<>();
        Verbs.all().forEach(verb -> commands.add(row(verb)));
        commands.add(new Row("help", "Shows a list of commands or help for one command"));
        return "Usage: " + PROGRAM + " [OPTIONS] COMMAND [arg...]\n\n" + description(spec) + "\n\nVersion: "
                + version + "\n\nOptions:\n" + table("  ", options(spec)) + "  \nCommands:\n" + table("  ", commands)
                + "  \nRun '" + PROGRAM + " COMMAND --help' for more information on a command.\n";
    }

    /** The page of one command. */
    static String command(Verbs.Entry verb) {
        CommandSpec spec = verb.commandLine().getCommandSpec();
        List<Row> options = options(spec);
        String usage = "Usage: " + PROGRAM + " " + verb.name() + " ";
        if (options.isEmpty()) {
            return usage + "\n\n" + description(spec) + "\n";
        }
        StringBuilder page = new StringBuilder(usage)
                .append(("[OPTIONS] " + verb.arguments()).strip())
                .append("\n\n")
                .append(description(spec))
                .append("\n\n")
                .append(verb.arguments().equals(Verbs.DISCOVERY) ? DISCOVERY : "")
                .append("Options:\n")
                .append(table("   ", options));
        Arrays.stream(spec.usageMessage().footer())
                .forEach(line -> page.append(line).append('\n'));
        return page.toString();
    }

    private static Row row(Verbs.Entry verb) {
        return new Row(
                verb.name() + ", " + verb.alias(),
                description(verb.commandLine().getCommandSpec()));
    }

    private static List<Row> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Row(
                        String.join(", ", option.names()) + placeholder(option),
                        String.join(" ", option.description())))
                .toList();
    }

    private static String placeholder(OptionSpec option) {
        if (option.typeInfo().isBoolean()) {
            return "";
        }
        if (option.typeInfo().isMultiValue()) {
            String repeated = option.names()[0] + " option";
            return " [" + repeated + " " + repeated + "]";
        }
        return Optional.ofNullable(option.defaultValue())
                .map(value -> " \"" + value + "\"")
                .orElse(" ");
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private static String table(String indent, List<Row> rows) {
        int longest = rows.stream()
                .mapToInt(row -> indent.length() + row.left.length())
                .max()
                .orElse(0);
        int column = (longest / TAB + 1) * TAB;
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            int length = indent.length() + row.left.length();
            int tabs = (column - length + TAB - 1) / TAB;
            table.append(indent)
                    .append(row.left)
                    .append("\t".repeat(tabs))
                    .append(row.right)
                    .append('\n');
        }
        return table.toString();
    }
}
