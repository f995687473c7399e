package io.flotilla.proxy.testing;

import io.flotilla.proxy.transport.EngineRequest;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.EngineTransport;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.Hijacked;
import io.flotilla.proxy.transport.ResponseHead;
import io.flotilla.proxy.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Leads requests to a fake engine on the caller's thread. */
final class FakeTransport implements EngineTransport {
    private final FakeEngine engine;
    private final Set<FakeStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    FakeTransport(FakeEngine engine) {
        this.engine = engine;
    }

    private record Answer(ResponseHead head, InputStream body, Runnable onClose) implements EngineResponse {
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            onClose.run();
        }
    }

    @Override
    public String address() {
        return engine.address();
    }

    @Override
    public EngineResponse send(EngineRequest request) {
        if (closed) {
            throw new TransportException.Closed(engine.address());
        }
        engine.faults().connect();
        FakeAnswer answer = FakeRoutes.answer(engine, request);
        ResponseHead head =
                new ResponseHead(answer.status(), "", Headers.of("Content-Type", answer.contentType()), new byte[0]);
        if (!(answer.body() instanceof FakeStream stream)) {
            return new Answer(head, answer.body(), () -> {});
        }
        streams.add(stream);
        if (closed) {
            stream.cut();
        }
        return new Answer(head, stream, () -> {
            streams.remove(stream);
            engine.events().unsubscribe(stream);
        });
    }

    @Override
    public Hijacked hijack(EngineRequest request) {
        return new Hijacked.Answered(send(request));
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(FakeStream::cut);
    }
}
