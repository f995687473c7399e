package io.flotilla.proxy.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Puts TLS on a connected socket. */
final class TlsHandshake {
    private TlsHandshake() {}

    /**
     * Agrees on TLS. The half-close of the result sends TLS's goodbye and leaves TCP open, so that the engine's last
     * output still arrives.
     */
    static Connection over(SocketChannel channel, EngineAddress.Tcp address, TlsClient client, Lifeline lifeline)
            throws IOException {
        SSLSocket socket = (SSLSocket) client.context()
                .getSocketFactory()
                .createSocket(channel.socket(), address.host(), address.port(), true);
        socket.setUseClientMode(true);
        if (client.verifyHostname()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        try {
            socket.startHandshake();
        } catch (EOFException | SocketException e) {
            throw new SSLException("Remote host terminated the handshake", e);
        }
        return new Connection(
                lifeline,
                channel,
                new Connection.Wire(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, true));
    }
}
