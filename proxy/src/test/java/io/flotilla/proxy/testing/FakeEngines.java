package io.flotilla.proxy.testing;

import io.flotilla.proxy.engine.TransportFactory;
import io.flotilla.proxy.transport.EngineTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Leads addresses to fake engines; nobody listens at other addresses. */
public final class FakeEngines implements TransportFactory {
    private final Map<String, FakeEngine> engines = new ConcurrentHashMap<>();

    /** Adds an engine at an address, or puts another one there. */
    public FakeEngine add(String address, String name) {
        FakeEngine engine = new FakeEngine(address, name);
        engines.put(address, engine);
        return engine;
    }

    @Override
    public EngineTransport open(String address) {
        FakeEngine engine = engines.get(address);
        if (engine != null) {
            return engine.transport();
        }
        FakeEngine nobody = new FakeEngine(address, "nobody");
        nobody.faults().refuse(true);
        return nobody.transport();
    }
}
