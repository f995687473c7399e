package io.flotilla.proxy.transport;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where an engine listens. {@code toString} is the form shown to users: {@code host:port} or {@code unix:///path}. */
public sealed interface EngineAddress {

    /** A TCP port, with or without TLS; IPv6 addresses are kept without brackets. */
    record Tcp(String host, int port) implements EngineAddress {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");

        public Tcp {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
            }
            if (host.indexOf(':') >= 0) {
                InetAddress.ofLiteral(host);
            } else if (!NAME.matcher(host).matches()) {
                throw new IllegalArgumentException("'" + host + "' is not a host name");
            }
        }

        @Override
        public String hostHeader() {
            int zone = host.indexOf('%');
            return bracketed(zone < 0 ? host : host.substring(0, zone)) + ":" + port;
        }

        @Override
        public String toString() {
            return bracketed(host) + ":" + port;
        }

        private static String bracketed(String host) {
            return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        }
    }

    /** A unix socket on this machine. */
    record Unix(Path path) implements EngineAddress {
        public Unix {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("the path of a unix socket starts with '/'");
            }
        }

        @Override
        public String hostHeader() {
            return "docker";
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /** Value of the {@code Host} header. */
    String hostHeader();

    /**
     * Reads {@code host:port}, {@code [v6]:port}, either with {@code tcp://} before it, or {@code unix:///path}.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    static EngineAddress parse(String text) {
        try {
            return parts(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("engine address '" + text + "': " + e.getMessage(), e);
        }
    }

    private static EngineAddress parts(String text) {
        if (text.startsWith("unix://")) {
            return new Unix(Path.of(text.substring("unix://".length())));
        }
        String rest = text.startsWith("tcp://") ? text.substring("tcp://".length()) : text;
        if (rest.contains("://")) {
            throw new IllegalArgumentException("expected host:port, tcp://host:port or unix:///path");
        }
        if (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        int colon = rest.lastIndexOf(':');
        if (rest.startsWith("[")) {
            int bracket = rest.indexOf(']');
            if (bracket < 0 || colon != bracket + 1) {
                throw new IllegalArgumentException("expected [IPv6 address]:port");
            }
            return new Tcp(rest.substring(1, bracket), port(rest.substring(colon + 1)));
        }
        if (colon < 0) {
            throw new IllegalArgumentException("the port is missing, expected host:port");
        }
        if (rest.indexOf(':') != colon) {
            throw new IllegalArgumentException("an IPv6 address needs brackets: [address]:port");
        }
        return new Tcp(rest.substring(0, colon), port(rest.substring(colon + 1)));
    }

    private static int port(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + digits + "' is not a port number", e);
        }
    }
}
