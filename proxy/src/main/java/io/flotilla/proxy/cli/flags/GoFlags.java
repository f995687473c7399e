package io.flotilla.proxy.cli.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Rewrites arguments in Go's flag syntax into the plain form that picocli reads without surprises: {@code
 * --long-name=value} for every flag, then {@code --}, then the positionals.
 *
 * <p>In Go's syntax one dash is as good as two, a boolean takes a value only behind {@code =}, and flags end at the first
 * positional.
 *
 * @param flags rewritten flags
 * @param positionals everything else, in order
 */
public record GoFlags(List<String> flags, List<String> positionals) {
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    public GoFlags {
        flags = List.copyOf(flags);
        positionals = List.copyOf(positionals);
    }

    /**
     * Rewrites the arguments up to the first positional.
     *
     * @throws UsageError if a flag is unknown or misused
     */
    public static GoFlags parse(CommandSpec command, List<String> arguments) {
        Map<String, OptionSpec> known = new LinkedHashMap<>();
        command.optionsMap().forEach((name, option) -> known.put(withoutDashes(name), option));
        List<String> flags = new ArrayList<>();
        Map<OptionSpec, SequencedSet<String>> used = new LinkedHashMap<>();
        int next = 0;
        while (next < arguments.size()) {
            String argument = arguments.get(next);
            if (!argument.startsWith("-") || argument.equals("-")) {
                break;
            }
            next++;
            if (argument.equals("--")) {
                break;
            }
            String flag = name(argument);
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            OptionSpec option = known.get(name);
            if (option == null) {
                throw new UsageError("flag provided but not defined: -" + name);
            }
            String value;
            if (equals >= 0) {
                value = flag.substring(equals + 1);
            } else if (option.typeInfo().isBoolean()) {
                value = "true";
            } else if (next < arguments.size()) {
                value = arguments.get(next++);
            } else {
                throw new UsageError("flag needs an argument: -" + name);
            }
            used.computeIfAbsent(option, _ -> new LinkedHashSet<>()).add(name);
            flags.add(option.longestName() + "=" + checked(option, name, value));
        }
        used.forEach(GoFlags::checkOneForm);
        return new GoFlags(flags, arguments.subList(next, arguments.size()));
    }

    /** As {@link #parse}, but positionals before the first flag are moved behind the flags. */
    public static GoFlags parseHoisting(CommandSpec command, List<String> arguments) {
        int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
        int first = 0;
        while (first < end
                && (!arguments.get(first).startsWith("-")
                        || arguments.get(first).equals("-"))) {
            first++;
        }
        List<String> moved = new ArrayList<>(arguments.subList(first, end));
        if (moved.isEmpty()) {
            moved.add("--");
            moved.addAll(arguments.subList(0, end));
            moved.addAll(arguments.subList(Math.min(end + 1, arguments.size()), arguments.size()));
        } else {
            moved.addAll(arguments.subList(0, first));
            moved.addAll(arguments.subList(end, arguments.size()));
        }
        return parse(command, moved);
    }

    /** Go's idea of a boolean; empty text and anything unknown is none. */
    public static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    /** What picocli gets to read. */
    public List<String> rewritten() {
        List<String> all = new ArrayList<>(flags);
        all.add("--");
        all.addAll(positionals);
        return all;
    }

    private static String name(String argument) {
        String name = argument.substring(argument.startsWith("--") ? 2 : 1);
        if (name.isEmpty() || name.startsWith("-") || name.startsWith("=")) {
            throw new UsageError("bad flag syntax: " + argument);
        }
        return name;
    }

    private static String checked(OptionSpec option, String name, String value) {
        if (option.typeInfo().isBoolean()) {
            if (!TRUE.contains(value) && !FALSE.contains(value)) {
                throw new UsageError("invalid boolean value \"" + value + "\" for -" + name + ": parse error");
            }
            return String.valueOf(TRUE.contains(value));
        }
        if (option.type() == int.class) {
            try {
                return String.valueOf(Integer.parseInt(value));
            } catch (NumberFormatException _) {
                throw new UsageError("invalid value \"" + value + "\" for flag -" + name + ": parse error");
            }
        }
        return value;
    }

    private static void checkOneForm(OptionSpec option, Set<String> used) {
        if (used.size() > 1) {
            List<String> forms = new ArrayList<>();
            for (String name : option.names()) {
                if (used.contains(withoutDashes(name))) {
                    forms.addFirst(withoutDashes(name));
                }
            }
            throw new UsageError("Cannot use two forms of the same flag: " + String.join(" ", forms));
        }
    }

    private static String withoutDashes(String name) {
        return name.substring(name.startsWith("--") ? 2 : 1);
    }
}
