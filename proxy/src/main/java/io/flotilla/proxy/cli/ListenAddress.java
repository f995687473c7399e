package io.flotilla.proxy.cli;

import java.nio.file.Path;
import java.util.Locale;

/** Where the manager listens: {@code tcp://host:port}, {@code unix://path}, or {@code host:port} alone. */
public sealed interface ListenAddress {

    /**
     * A TCP address.
     *
     * @param host name or address without brackets; empty means all addresses
     * @param port 0 to 65535; 0 lets the system choose
     */
    record Tcp(String host, int port) implements ListenAddress {

        /** Whether only this machine can connect. */
        public boolean loopback() {
            return host.startsWith("127.")
                    || host.equals("::1")
                    || host.toLowerCase(Locale.ROOT).equals("localhost");
        }

        @Override
        public String toString() {
            return "tcp://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A socket in the file system. */
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * Reads the value of {@code --host}.
     *
     * @throws Fatal with classic Swarm's text if it is no such address
     */
    static ListenAddress parse(String text) {
        int separator = text.indexOf("://");
        String scheme = separator < 0 ? "tcp" : text.substring(0, separator);
        String rest = separator < 0 ? text : text.substring(separator + 3);
        return switch (scheme) {
            case "tcp" -> tcp(rest);
            case "unix" -> new Unix(Path.of(rest));
            default -> throw new Fatal("unsupported protocol: \"" + scheme + "\"");
        };
    }

    private static Tcp tcp(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.endsWith("]")) {
            throw new Fatal("listen tcp: address " + address + ": missing port in address");
        }
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new Fatal("listen tcp: address " + address + ": too many colons in address");
        }
        String port = address.substring(colon + 1);
        return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port(port));
    }

    private static int port(String digits) {
        try {
            int port = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Falls through: services by name are not looked up.
        }
        throw new Fatal("listen tcp: address " + digits + ": invalid port");
    }
}
