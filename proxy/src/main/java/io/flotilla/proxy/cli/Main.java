package io.flotilla.proxy.cli;

import java.util.List;
import java.util.Set;

/** The program's entry: {@code flotilla [OPTIONS] COMMAND [arg...]}. */
public final class Main {

    private static final Set<String> VERSION = Set.of("--version", "-version", "-v", "--v");

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && VERSION.contains(arguments[0])) {
            // Tools ask often; reading the command line properly takes longer than all the rest of this.
            System.out.print(Program.versionLine());
            return;
        }
        ManagerStarter starter = Manager::start;
        Surroundings surroundings =
                new Surroundings(System.getenv(), System.out, System.err, starter, new JvmLifetime());
        int code = new Program(surroundings).run(List.of(arguments));
        System.out.flush();
        System.exit(code);
    }
}
