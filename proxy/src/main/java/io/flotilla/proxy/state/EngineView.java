package io.flotilla.proxy.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One engine as the manager sees it.
 *
 * @param address {@code host:port} from discovery; the key of everything
 * @param ip the address's host resolved, shown instead of 0.0.0.0 in published ports; empty before the first contact
 * @param name the engine's host name; empty before the first contact
 * @param specs what the engine said of itself at the last update; empty before the first contact
 * @param failures failed calls in a row
 * @param error why the last call failed, in words for users; empty when it did not
 * @param warnings what an operator should look at though the engine works, such as an id it shares with another
 * @param updatedAt time of the last answer or failure
 */
public record EngineView(
        String address,
        String ip,
        String name,
        Optional<EngineSpecs> specs,
        EngineHealth health,
        int failures,
        String error,
        List<String> warnings,
        Instant updatedAt) {

    public EngineView {
        warnings = List.copyOf(warnings);
    }

    /** An engine without warnings. */
    public EngineView(
            String address,
            String ip,
            String name,
            Optional<EngineSpecs> specs,
            EngineHealth health,
            int failures,
            String error,
            Instant updatedAt) {
        this(address, ip, name, specs, health, failures, error, List.of(), updatedAt);
    }

    /** {@code <docker id>|<address>}, so that engines with one id (cloned machines) are told apart; empty if unknown. */
    public String id() {
        return specs.map(s -> s.dockerId() + "|" + address).orElse("");
    }

    public boolean healthy() {
        return health instanceof EngineHealth.Healthy;
    }

    /** Whether the engine was validated, so that its objects are shown. */
    public boolean validated() {
        return !(health instanceof EngineHealth.Pending) && specs.isPresent();
    }

    public EngineView withHealth(EngineHealth newHealth) {
        return new EngineView(address, ip, name, specs, newHealth, failures, error, warnings, updatedAt);
    }

    public EngineView withContact(int newFailures, String newError, Instant at) {
        return new EngineView(address, ip, name, specs, health, newFailures, newError, warnings, at);
    }

    public EngineView withSpecs(String newIp, String newName, EngineSpecs newSpecs) {
        return new EngineView(
                address, newIp, newName, Optional.of(newSpecs), health, failures, error, warnings, updatedAt);
    }

    public EngineView withWarnings(List<String> newWarnings) {
        return new EngineView(address, ip, name, specs, health, failures, error, newWarnings, updatedAt);
    }
}
