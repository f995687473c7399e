package io.flotilla.proxy.api;

import io.flotilla.proxy.transport.Duplex;
import io.flotilla.proxy.transport.EngineResponse;
import io.flotilla.proxy.transport.Headers;
import io.flotilla.proxy.transport.Hijacked;
import io.flotilla.proxy.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an engine's answer to the client as it comes: a stream chunk by chunk, a raw connection byte by byte. */
final class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int BUFFER = 64 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Headers of the engine's connection, and those the manager answers for itself. */
    private static final Set<String> NOT_FOR_CLIENTS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "upgrade",
            "trailer",
            "date",
            "server",
            "api-version",
            "access-control-allow-origin",
            "access-control-allow-headers",
            "access-control-allow-methods");

    private Relay() {}

    /** Relays and closes the answer. A client that goes away cuts the engine's request. */
    static void response(Call call, EngineResponse response) throws IOException {
        whileClientStays(call, response, () -> {
            head(call, response);
            body(call, response.body());
        });
    }

    /** What is done with an engine's answer. */
    @FunctionalInterface
    interface Relaying {
        void run() throws IOException;
    }

    /**
     * Runs and closes the answer, and cuts it when the client goes away; what breaks by that is not the engine's failure.
     */
    static void whileClientStays(Call call, EngineResponse response, Relaying relaying) throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        try (response) {
            call.exchange().onClientGone(() -> {
                gone.set(true);
                response.close();
            });
            relaying.run();
        } catch (TransportException e) {
            if (gone.get()) {
                throw new IOException("the client went away", e);
            }
            throw e;
        }
    }

    static void head(Call call, EngineResponse response) throws IOException {
        Headers headers =
                response.headers().keep(f -> !NOT_FOR_CLIENTS.contains(f.name().toLowerCase(Locale.ROOT)));
        call.begin(response.status(), headers);
    }

    private static void body(Call call, InputStream body) throws IOException {
        if (call.exchange().method().equals("HEAD")) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        OutputStream out = call.exchange().out();
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    /** Relays what came of a request for a raw connection. */
    static void hijacked(Call call, Hijacked hijacked) throws IOException {
        switch (hijacked) {
            case Hijacked.Answered answered -> response(call, answered.response());
            case Hijacked.Raw raw -> {
                try (raw;
                        Duplex client = call.exchange().hijack(raw.head().raw())) {
                    pump(client, raw.duplex());
                }
            }
        }
    }

    /**
     * Both directions until the engine's side ends; the client may close its half earlier. What the client still sends
     * after that is read and dropped for a moment: closing a socket with unread input would reset it, and the client
     * could lose the end of the output.
     */
    private static void pump(Duplex client, Duplex engine) {
        Thread upward = Thread.ofVirtual().name("hijack/client-to-engine").start(() -> {
            switch (copy(client, engine)) {
                case COMPLETE -> {}
                // Nobody is left to read what a silent engine might say some day.
                case SOURCE_BROKE -> engine.close();
                case TARGET_BROKE -> drain(client);
            }
        });
        Copy downward = copy(engine, client);
        log.debug("raw connection: the engine's side ended: {}", downward);
        engine.close();
        try {
            upward.join(LINGER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private enum Copy {
        COMPLETE,
        SOURCE_BROKE,
        TARGET_BROKE
    }

    /** Copies to the end and passes the half-close on. */
    private static Copy copy(Duplex from, Duplex to) {
        byte[] buffer = new byte[BUFFER];
        InputStream in = from.in();
        while (true) {
            int read;
            try {
                read = in.read(buffer);
            } catch (IOException | TransportException e) {
                log.debug("raw connection: reading ended: {}", e.toString());
                return Copy.SOURCE_BROKE;
            }
            try {
                if (read < 0) {
                    to.shutdownOutput();
                    return Copy.COMPLETE;
                }
                to.out().write(buffer, 0, read);
            } catch (IOException | TransportException e) {
                log.debug("raw connection: writing ended: {}", e.toString());
                return Copy.TARGET_BROKE;
            }
        }
    }

    private static void drain(Duplex client) {
        try {
            client.in().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | TransportException e) {
            log.debug("raw connection: client left: {}", e.toString());
        }
    }
}
