package io.flotilla.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sentences for engines that no connection leads to. */
@Timeout(30)
class UnreachableTest {
    @TempDir
    private Path directory;

    private static void fails(String address, Class<? extends TransportException> kind, String message) {
        try (HttpTransport transport = HttpTransport.plain(EngineAddress.parse(address))) {
            assertThatThrownBy(() -> transport.send(EngineRequest.get("/")))
                    .isInstanceOf(kind)
                    .hasMessage(message)
                    .satisfies(e ->
                            assertThat(((TransportException) e).neverSent()).isTrue())
                    .satisfies(
                            e -> assertThat(((TransportException) e).address()).isEqualTo(address));
            assertThat(transport.connections()).isZero();
        }
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String address = "127.0.0.1:" + port;
        fails(
                address,
                TransportException.Refused.class,
                "connection refused by " + address + ": no engine listens there");
    }

    @Test
    void unknownHost() {
        fails(
                "no-such-host.invalid:2375",
                TransportException.Unreachable.class,
                "cannot reach no-such-host.invalid:2375: the host name is unknown");
    }

    @Test
    void missingSocketFile() {
        String address = "unix://" + directory.resolve("none.sock");
        fails(address, TransportException.Unreachable.class, "cannot reach " + address + ": there is no such file");
    }

    @Test
    void socketFileThatNobodyServes() throws Exception {
        Path path = directory.resolve("left.sock");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
        }
        String address = "unix://" + path;
        fails(
                address,
                TransportException.Refused.class,
                "connection refused by " + address + ": no engine listens there");
    }

    @Test
    void namesAreLookedUp() throws Exception {
        try (ScriptedServer server = ScriptedServer.tcp(peer -> {
                    peer.head();
                    peer.answer("ok");
                });
                HttpTransport transport = HttpTransport.plain(
                        new EngineAddress.Tcp("localhost", ((EngineAddress.Tcp) server.address()).port()));
                EngineResponse response = transport.send(EngineRequest.get("/"))) {
            assertThat(response.status()).isEqualTo(200);
        }
    }
}
