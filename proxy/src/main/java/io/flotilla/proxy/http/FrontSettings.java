package io.flotilla.proxy.http;

import io.undertow.UndertowOptions;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;

/** Undertow's and XNIO's switches, with the reason wherever we leave the default. */
final class FrontSettings {
    static final int BUFFER_BYTES = 16 * 1024;
    private static final int IO_THREADS = 2;
    private static final int BACKLOG = 1024;

    private FrontSettings() {}

    static OptionMap worker() {
        return OptionMap.builder()
                .set(Options.WORKER_NAME, "http")
                .set(Options.WORKER_IO_THREADS, IO_THREADS)
                // Handlers run on virtual threads; the pool only starts the parser for pipelined requests.
                .set(Options.WORKER_TASK_CORE_THREADS, 1)
                .set(Options.WORKER_TASK_MAX_THREADS, 1)
                .set(Options.THREAD_DAEMON, true)
                .getMap();
    }

    static OptionMap socket() {
        return OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.KEEP_ALIVE, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, BACKLOG)
                .getMap();
    }

    static OptionMap tls(TlsTerms terms) {
        return OptionMap.builder()
                .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                .set(
                        Options.SSL_CLIENT_AUTH_MODE,
                        terms.clientCertificate() ? SslClientAuthMode.REQUIRED : SslClientAuthMode.NOT_REQUESTED)
                .getMap();
    }

    static OptionMap http(FrontLimits limits) {
        return OptionMap.builder()
                // On, it takes stdin that comes in one packet with a hijack request for a pipelined request and
                // holds the response back for ever.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                // Paths and queries stay exactly as sent; scripts also send raw JSON in ?filters=.
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .set(UndertowOptions.MAX_PARAMETERS, Integer.MAX_VALUE)
                .set(UndertowOptions.MAX_HEADERS, limits.headers())
                .set(UndertowOptions.MAX_HEADER_SIZE, limits.headBytes())
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) limits.head().toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) limits.idle().toMillis())
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.ENABLE_HTTP2, false)
                .getMap();
    }
}
