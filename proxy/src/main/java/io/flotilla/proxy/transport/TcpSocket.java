package io.flotilla.proxy.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Connects TCP sockets that notice dead peers. */
final class TcpSocket {
    // A peer that vanished without a word is found after 30 + 3 * 10 seconds, however silent the stream is.
    private static final int IDLE_SECONDS = 30;
    private static final int INTERVAL_SECONDS = 10;
    private static final int PROBES = 3;

    private TcpSocket() {}

    /** Tries the addresses of the host one after the other; reports the first failure when none answers. */
    static SocketChannel connect(EngineAddress.Tcp address, Lifeline lifeline) throws IOException {
        @Nullable IOException first = null;
        for (InetAddress candidate : HostLookup.addresses(address.host(), lifeline)) {
            SocketChannel channel = SocketChannel.open();
            try {
                lifeline.attach(channel);
                configure(channel);
                channel.connect(new InetSocketAddress(candidate, address.port()));
                return channel;
            } catch (IOException e) {
                channel.close();
                if (lifeline.closed()) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first == null ? new java.net.UnknownHostException(address.host()) : first;
    }

    private static void configure(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        setIfKnown(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    private static void setIfKnown(SocketChannel channel, SocketOption<Integer> option, int value) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, value);
        }
    }
}
