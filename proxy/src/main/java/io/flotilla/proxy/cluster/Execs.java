package io.flotilla.proxy.cluster;

import io.flotilla.proxy.engine.ApiPath;
import io.flotilla.proxy.engine.EngineHandle;
import io.flotilla.proxy.engine.FanOut;
import io.flotilla.proxy.failure.ClusterFailure.Kind;
import io.flotilla.proxy.failure.ClusterFailure.NotFound;
import io.flotilla.proxy.transport.Deadlines;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Hijacked;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exec instances. Engines do not list them, so the manager remembers where each was made; one it does not know (made
 * through another manager, or before a restart) is looked for on every engine.
 */
public final class Execs {
    private static final int REMEMBERED = 20_000;
    private static final int ID_LENGTH = 64;
    private final Engines engines;
    private final Map<String, String> engineOfExec = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    public Execs(Engines engines) {
        this.engines = engines;
    }

    public void remember(String execId, EngineHandle engine) {
        engineOfExec.put(execId, engine.address());
    }

    /** @throws NotFound when no healthy engine has it */
    public EngineHandle owner(String execId) {
        String known = engineOfExec.get(execId);
        if (known != null) {
            return engines.of(known, "Exec instance " + execId);
        }
        if (execId.length() != ID_LENGTH) {
            throw new NotFound(Kind.EXEC, execId);
        }
        List<EngineHandle> holders = FanOut.values(FanOut.over(engines.healthy(), engine -> {
            engine.client().read(ApiPath.of("exec", execId, "json"));
            return engine;
        }));
        if (holders.isEmpty()) {
            throw new NotFound(Kind.EXEC, execId);
        }
        remember(execId, holders.getFirst());
        return holders.getFirst();
    }

    public EngineResponse forward(String execId, String method, String action, Forward forward) {
        return forward.send(
                owner(execId),
                method,
                ApiPath.of("exec", execId, action).withRawQuery(forward.rawQuery()),
                Deadlines.work());
    }

    public Hijacked start(String execId, Forward forward) {
        return forward.hijack(
                owner(execId),
                "POST",
                ApiPath.of("exec", execId, "start").withRawQuery(forward.rawQuery()),
                Deadlines.stream());
    }
}
