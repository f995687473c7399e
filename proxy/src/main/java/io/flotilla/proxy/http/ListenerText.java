package io.flotilla.proxy.http;

/** Reads the values of {@code -H}; texts of errors are those of Go's {@code net} package, which users know. */
final class ListenerText {
    private static final String SCHEME_END = "://";
    private static final int LARGEST_PORT = 65535;

    private ListenerText() {}

    static Listener parse(String text) {
        int schemeEnd = text.indexOf(SCHEME_END);
        if (schemeEnd < 0) {
            return tcp(text);
        }
        String scheme = text.substring(0, schemeEnd);
        String rest = text.substring(schemeEnd + SCHEME_END.length());
        return switch (scheme) {
            case "tcp" -> tcp(rest);
            case "unix" -> unix(rest);
            default -> throw new FrontException.BadListener(text, "unsupported protocol: \"" + scheme + "\"");
        };
    }

    private static Listener unix(String path) {
        if (path.isEmpty()) {
            throw new FrontException.BadListener("unix://", "listen unix: missing path of the socket");
        }
        return new Listener.Unix(path, null);
    }

    private static Listener tcp(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.indexOf(']') > colon) {
            throw bad(address, "missing port in address");
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw bad(address, "too many colons in address");
        }
        return new Listener.Tcp(host, port(address.substring(colon + 1)), null);
    }

    /** No port at all means any, as in Go. Services by name are not looked up. */
    private static int port(String digits) {
        try {
            int port = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            if (port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw bad(digits, "unknown port");
        }
        throw bad(digits, "invalid port");
    }

    private static FrontException bad(String address, String reason) {
        return new FrontException.BadListener(address, "listen tcp: address " + address + ": " + reason);
    }
}
