package io.flotilla.proxy.state;

import java.time.Instant;

/** State of an engine as classic Swarm names it. */
public sealed interface EngineHealth {

    /** Shown in {@code docker info}. */
    String label();

    /** Seen in discovery but not validated yet (or its identity changed); {@code reason} is empty before the first try. */
    record Pending(String reason) implements EngineHealth {
        @Override
        public String label() {
            return "Pending";
        }
    }

    /** Validated and answering. */
    record Healthy() implements EngineHealth {
        @Override
        public String label() {
            return "Healthy";
        }
    }

    /** Validated once, but too many calls in a row failed. */
    record Unhealthy(Instant since, String reason) implements EngineHealth {
        @Override
        public String label() {
            return "Unhealthy";
        }
    }
}
