package io.flotilla.proxy.cli;

import java.util.List;

/** The program's entry: {@code flotilla [OPTIONS] COMMAND [arg...]}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ManagerStarter starter = Manager::start;
        Surroundings surroundings =
                new Surroundings(System.getenv(), System.out, System.err, starter, new JvmLifetime());
        int code = new Program(surroundings).run(List.of(arguments));
        System.out.flush();
        System.exit(code);
    }
}
