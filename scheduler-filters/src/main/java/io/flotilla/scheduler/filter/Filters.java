package io.flotilla.scheduler.filter;

import io.flotilla.scheduler.Filter;
import java.util.List;
import java.util.Optional;

/** Every filter there is, in the order in which they run unless the user says otherwise. */
public final class Filters {
    private static final List<Filter> TABLE = List.of(
            new HealthFilter(),
            new PortFilter(),
            new SlotsFilter(),
            new DependencyFilter(),
            new AffinityFilter(),
            new ConstraintFilter(),
            new WhitelistFilter());

    private Filters() {}

    /** All, in the default order. */
    public static List<Filter> standard() {
        return TABLE;
    }

    public static Optional<Filter> named(String name) {
        return TABLE.stream().filter(filter -> filter.name().equals(name)).findFirst();
    }
}
