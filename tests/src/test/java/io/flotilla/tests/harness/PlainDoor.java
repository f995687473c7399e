package io.flotilla.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Lets connections through to a server unless they begin with a TLS handshake: engines try TLS first with a registry, and
 * the JDK's HTTP server would leave them waiting.
 */
final class PlainDoor implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private final ServerSocket door;
    private final InetSocketAddress server;

    PlainDoor(String host, InetSocketAddress server) throws IOException {
        this.server = server;
        door = new ServerSocket();
        door.bind(new InetSocketAddress(host, 0));
        Thread.startVirtualThread(this::accept);
    }

    String address() {
        return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            int first = client.getInputStream().read();
            if (first < 0 || first == TLS_HANDSHAKE) {
                return;
            }
            try (Socket inner = new Socket(server.getAddress(), server.getPort())) {
                inner.getOutputStream().write(first);
                Thread back = Thread.startVirtualThread(() -> pump(inner, client));
                pump(client, inner);
                back.join();
            }
        } catch (IOException e) {
            return; // the client left
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            return; // one of them left
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
