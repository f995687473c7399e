package io.flotilla.proxy.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the front listens. A missing {@link TlsTerms} means plain HTTP. */
public sealed interface Listener {

    @Nullable
    TlsTerms tls();

    /** The same place with TLS. */
    Listener with(TlsTerms terms);

    /** {@code tcp} or {@code unix}, for logs and error texts. */
    String network();

    /** Address as the user wrote it, without the scheme. */
    String address();

    /** Whether only this machine can connect. */
    boolean loopback();

    /**
     * From {@code tcp://host:port}, {@code unix://path}, {@code host:port} or {@code :port}.
     *
     * @throws FrontException.BadListener for another scheme or an address that cannot be read
     */
    static Listener parse(String text) {
        return ListenerText.parse(text);
    }

    /**
     * A TCP port.
     *
     * @param host name or address, brackets removed; empty for all interfaces
     * @param port 0 lets the system choose, see {@link HttpFront#bound()}
     */
    record Tcp(String host, int port, @Nullable TlsTerms tls) implements Listener {

        @Override
        public Tcp with(TlsTerms terms) {
            return new Tcp(host, port, terms);
        }

        @Override
        public String network() {
            return "tcp";
        }

        @Override
        public String address() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }

        @Override
        public boolean loopback() {
            return host.startsWith("127.")
                    || host.equals("::1")
                    || host.toLowerCase(Locale.ROOT).equals("localhost");
        }

        @Override
        public String toString() {
            return "tcp://" + address();
        }
    }

    /** A unix socket, made with mode 0600. An old socket file at the path is replaced. */
    record Unix(String path, @Nullable TlsTerms tls) implements Listener {

        @Override
        public Unix with(TlsTerms terms) {
            return new Unix(path, terms);
        }

        @Override
        public String network() {
            return "unix";
        }

        @Override
        public String address() {
            return path;
        }

        @Override
        public boolean loopback() {
            return true;
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }
}
