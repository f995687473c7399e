package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Makes connections to one engine. Blocks; the lifeline limits how long. Safe for any number of threads. */
sealed interface Dialer permits Dialer.Tcp, Dialer.Tls, Dialer.Unix {

    Connection dial(Lifeline lifeline) throws IOException;

    /** Plain TCP. */
    record Tcp(EngineAddress.Tcp address) implements Dialer {
        @Override
        public Connection dial(Lifeline lifeline) throws IOException {
            return plain(lifeline, TcpSocket.connect(address, lifeline));
        }
    }

    /** TLS over TCP. */
    record Tls(EngineAddress.Tcp address, TlsClient client) implements Dialer {
        @Override
        public Connection dial(Lifeline lifeline) throws IOException {
            return TlsHandshake.over(TcpSocket.connect(address, lifeline), address, client, lifeline);
        }
    }

    /** A unix socket. */
    record Unix(EngineAddress.Unix address) implements Dialer {
        private static final long LOOK_AGAIN_MILLIS = 10;

        @Override
        public Connection dial(Lifeline lifeline) throws IOException {
            SocketAddress socket = UnixDomainSocketAddress.of(address.path());
            while (true) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                lifeline.attach(channel);
                try {
                    channel.connect(socket);
                    return plain(lifeline, channel);
                } catch (IOException e) {
                    channel.close();
                    if (!backlogFull(e)) {
                        throw e;
                    }
                    pause();
                }
            }
        }

        /** Where a TCP connection would wait in line, a unix socket says at once that the line is full. */
        private static boolean backlogFull(IOException e) {
            return String.valueOf(e.getMessage()).contains("temporarily unavailable");
        }

        private static void pause() throws InterruptedIOException {
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while connecting");
            }
        }
    }

    private static Connection plain(Lifeline lifeline, SocketChannel channel) {
        return new Connection(
                lifeline,
                channel,
                new Connection.Wire(
                        Channels.newInputStream(channel),
                        Channels.newOutputStream(channel),
                        channel::shutdownOutput,
                        false));
    }
}
