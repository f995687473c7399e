package io.flotilla.discovery;

import io.flotilla.discovery.DiscoveryException.BadAddress;

/**
 * Address of one engine or manager. Two entries are the same machine only if their text is the same, as in classic
 * Swarm; nothing is resolved here.
 *
 * @param host name, IPv4 or IPv6 address without brackets; empty means the local machine
 * @param port 1 to 65535
 */
public record Entry(String host, int port) {
    private static final int LARGEST_PORT = 65_535;

    public Entry {
        if (port < 1 || port > LARGEST_PORT) {
            throw new BadAddress(host + ":" + port, "invalid port");
        }
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port} with the rules and the error texts of Go's SplitHostPort.
     *
     * @throws BadAddress if it is no such address
     */
    public static Entry parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new BadAddress(text, "missing port in address");
        }
        int hostStart = 0;
        int hostEnd = colon;
        if (text.startsWith("[")) {
            hostStart = 1;
            hostEnd = closingBracket(text, colon);
        } else if (text.indexOf(':') < colon) {
            throw new BadAddress(text, "too many colons in address");
        }
        if (text.indexOf('[', hostStart) >= 0) {
            throw new BadAddress(text, "unexpected '[' in address");
        }
        if (text.indexOf(']', hostStart == 1 ? hostEnd + 1 : 0) >= 0) {
            throw new BadAddress(text, "unexpected ']' in address");
        }
        return new Entry(text.substring(hostStart, hostEnd), port(text, text.substring(colon + 1)));
    }

    /** The text form that keys and messages use, with brackets around an IPv6 address. */
    public String address() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    @Override
    public String toString() {
        return address();
    }

    private static int closingBracket(String text, int lastColon) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw new BadAddress(text, "missing ']' in address");
        }
        if (end + 1 != lastColon) {
            boolean colonFollows = end + 1 < text.length() && text.charAt(end + 1) == ':';
            throw new BadAddress(text, colonFollows ? "too many colons in address" : "missing port in address");
        }
        return end;
    }

    private static int port(String text, String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadAddress(text, "invalid port");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > LARGEST_PORT) {
            throw new BadAddress(text, "invalid port");
        }
        return port;
    }
}
