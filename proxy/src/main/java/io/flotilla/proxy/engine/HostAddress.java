package io.flotilla.proxy.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The address that published ports of an engine are shown with. */
final class HostAddress {
    private HostAddress() {}

    /**
     * Resolves the host of {@code host:port}; empty if that fails, the loopback address for unix sockets. May ask a
     * name server.
     */
    static String of(String address) {
        if (address.startsWith("unix://")) {
            return "127.0.0.1";
        }
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException _) {
            return "";
        }
    }
}
