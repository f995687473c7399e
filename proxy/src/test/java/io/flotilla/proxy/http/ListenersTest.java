package io.flotilla.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flotilla.proxy.api.ApiExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ListenersTest {
    @TempDir
    Path directory;

    private static void client(ApiExchange exchange) throws IOException {
        Fronts.reply(exchange, 200, exchange.client());
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:4000, tcp, 127.0.0.1:4000",
        "0.0.0.0:3376, tcp, 0.0.0.0:3376",
        ":4000, tcp, :4000",
        "tcp://[::1]:2376, tcp, [::1]:2376",
        "unix:///var/run/x.sock, unix, /var/run/x.sock"
    })
    void addressesAreRead(String text, String network, String address) {
        assertThat(Listener.parse(text).network()).isEqualTo(network);
        assertThat(Listener.parse(text).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "foo://x, unsupported protocol: \"foo\"",
        "localhost, listen tcp: address localhost: missing port in address",
        "a:b, listen tcp: address b: unknown port",
        "a:70000, listen tcp: address 70000: invalid port",
        "::1:5, listen tcp: address ::1:5: too many colons in address"
    })
    void badAddressesAreExplained(String text, String message) {
        assertThatThrownBy(() -> Listener.parse(text))
                .isInstanceOf(FrontException.BadListener.class)
                .hasMessage(message);
    }

    @Test
    void aTakenPortIsExplainedAndTheOthersAreClosed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Path socket = directory.resolve("front.sock");
            HttpFront front = new HttpFront(
                    ListenersTest::client,
                    List.of(Listener.parse("unix://" + socket), Listener.parse(address)),
                    FrontLimits.standard());
            assertThatThrownBy(front::start)
                    .isInstanceOf(FrontException.ListenFailed.class)
                    .hasMessage("listen tcp " + address + ": bind: address already in use");
            assertThat(socket).doesNotExist();
            front.close();
        }
    }

    @Test
    void aTakenDockerPortHasAHint() {
        Listener listener = Listener.parse("127.0.0.1:2375");
        assertThat(new FrontException.ListenFailed(listener, "bind: address already in use", null))
                .hasMessage("listen tcp 127.0.0.1:2375: bind: address already in use: is Docker already running on this"
                        + " machine? Try using a different port");
    }

    @Test
    void allInterfacesMeansIpv6Too() throws IOException {
        try (HttpFront front = Fronts.start(ListenersTest::client, FrontLimits.standard(), Listener.parse(":0"))) {
            int port = ((Listener.Tcp) front.bound().getFirst()).port();
            for (byte[] host :
                    List.of(new byte[] {127, 0, 0, 1}, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getByAddress(host), port), 5000);
                try (RawClient client = RawClient.of(socket)) {
                    assertThat(client.get("/").answer()).contains("1:" + socket.getLocalPort());
                }
            }
        }
    }

    @Test
    void theUnixSocketIsForItsOwnerAndReplacesAnOldOne() throws IOException {
        Path path = directory.resolve("front.sock");
        Listener listener = Listener.parse("unix://" + path);
        try (HttpFront old = Fronts.start(ListenersTest::client, FrontLimits.standard(), listener)) {
            HttpFront front = Fronts.start(ListenersTest::client, FrontLimits.standard(), listener);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            old.close(Duration.ZERO);
            try (RawClient client = RawClient.to(front)) {
                assertThat(client.get("/").answer()).endsWith("unix:" + path);
            }
            front.close();
        }
        assertThat(directory.toFile().list()).isEmpty();
    }

    @Test
    void aFileThatIsNotASocketStays() throws IOException {
        Path path = Files.writeString(directory.resolve("data"), "precious");
        assertThatThrownBy(() ->
                        Fronts.start(ListenersTest::client, FrontLimits.standard(), Listener.parse("unix://" + path)))
                .hasMessage("listen unix " + path + ": bind: a file that is not a socket is in the way");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aMissingDirectoryIsExplained() {
        Path path = directory.resolve("none/front.sock");
        assertThatThrownBy(() ->
                        Fronts.start(ListenersTest::client, FrontLimits.standard(), Listener.parse("unix://" + path)))
                .hasMessage("listen unix " + path + ": bind: no such file or directory");
    }

    @Test
    void longPathsOfSocketsStillWork() throws IOException {
        Path path = directory.resolve("x".repeat(100 - directory.toString().length()));
        try (HttpFront front =
                        Fronts.start(ListenersTest::client, FrontLimits.standard(), Listener.parse("unix://" + path));
                RawClient client = RawClient.to(front)) {
            assertThat(client.get("/").answer()).endsWith(path.toString());
        }
    }

    @Test
    void theRelaysPortRefusesOthers() throws Exception {
        Path path = directory.resolve("front.sock");
        try (HttpFront front =
                        Fronts.start(ListenersTest::client, FrontLimits.standard(), Listener.parse("unix://" + path));
                RawClient stranger = RawClient.tcp(front.relayPorts().getFirst())) {
            assertThatThrownBy(() -> stranger.get("/").head()).isInstanceOf(IOException.class);
        }
    }
}
