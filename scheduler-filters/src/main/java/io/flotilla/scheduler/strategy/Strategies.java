package io.flotilla.scheduler.strategy;

import io.flotilla.scheduler.Strategy;
import java.util.List;
import java.util.Optional;

/** Every strategy there is; the first is the default. */
public final class Strategies {
    private static final List<Strategy> TABLE = List.of(new Spread(), new BinPack(), new RandomChoice());
    private static final String BINPACK_ALIAS = "binpacking";

    private Strategies() {}

    /** By the name users give; {@code binpacking} is an old name of {@code binpack}. */
    public static Optional<Strategy> named(String name) {
        String real = name.equals(BINPACK_ALIAS) ? "binpack" : name;
        return TABLE.stream().filter(strategy -> strategy.name().equals(real)).findFirst();
    }
}
