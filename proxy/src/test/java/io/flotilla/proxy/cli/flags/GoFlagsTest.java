package io.flotilla.proxy.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class GoFlagsTest {

    private static CommandSpec command() {
        return CommandSpec.create()
                .addOption(OptionSpec.builder("--tls").type(boolean.class).build())
                .addOption(OptionSpec.builder("--host", "-H").type(List.class).build())
                .addOption(OptionSpec.builder("--retry").type(int.class).build());
    }

    private static GoFlags parse(String line) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return GoFlags.parseHoisting(command(), words);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '--'",
        "a:1, -- a:1",
        "-tls, --tls=true --",
        "--tls=false a, --tls=false -- a",
        "--tls=T, --tls=true --",
        "--tls true, --tls=true -- true",
        "-H x -host=y --H z, 'two forms'",
        "--H x -H=y, --host=x --host=y --",
        "a -H x, --host=x -- a",
        "-H x a, --host=x -- a",
        "-H x a -tls, --host=x -- a -tls",
        "a -H x b, --host=x -- b a",
        "-H -tls a, --host=-tls -- a",
        "-H=, --host= --",
        "-H x -- -tls, --host=x -- -tls",
        "a -- -tls, -- a -tls",
        "- -tls, --tls=true -- -",
        "-retry 3, --retry=3 --",
        "-retry -3, --retry=-3 --",
    })
    void rewrites(String line, String rewritten) {
        if (rewritten.equals("two forms")) {
            assertThatThrownBy(() -> parse(line)).hasMessage("Cannot use two forms of the same flag: H host");
            return;
        }
        assertThat(String.join(" ", parse(line).rewritten())).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @CsvSource({
        "--bogus, flag provided but not defined: -bogus",
        "-bogus=1, flag provided but not defined: -bogus",
        "--host, flag needs an argument: -host",
        "---host, bad flag syntax: ---host",
        "-=x, bad flag syntax: -=x",
        "--tls=maybe, 'invalid boolean value \"maybe\" for -tls: parse error'",
        "--retry x, 'invalid value \"x\" for flag -retry: parse error'",
    })
    void complains(String line, String message) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(UsageError.class).hasMessage(message);
    }
}
