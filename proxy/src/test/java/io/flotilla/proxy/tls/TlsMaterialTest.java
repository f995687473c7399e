package io.flotilla.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsMaterialTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        assumeTrue(OpenSsl.available(), "no openssl here");
        OpenSsl ssl = new OpenSsl(folder);
        ssl.authority();
        ssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa8-key.pem");
        ssl.run("rsa -in rsa8-key.pem -traditional -out rsa1-key.pem");
        ssl.run("ecparam -name prime256v1 -genkey -out ecp-key.pem");
        ssl.run("ecparam -name secp384r1 -genkey -noout -out ec-key.pem");
        ssl.run("pkcs8 -topk8 -nocrypt -in ec-key.pem -out ec8-key.pem");
        ssl.run("genpkey -algorithm ED25519 -out ed-key.pem");
        for (String name : new String[] {"rsa8", "rsa1", "ecp", "ec", "ec8", "ed"}) {
            ssl.certificate(name);
        }
        ssl.run("pkcs8 -topk8 -in ec-key.pem -passout pass:secret -out secret8-key.pem");
        ssl.run("rsa -in rsa8-key.pem -traditional -aes128 -passout pass:secret -out secret1-key.pem");
        Files.writeString(folder.resolve("empty.pem"), "nothing here\n");
    }

    private static PemFiles files(String cert, String key, String ca) {
        Optional<Path> authority =
                Optional.of(ca).filter(name -> !name.isEmpty()).map(folder::resolve);
        return new PemFiles(folder.resolve(cert), folder.resolve(key), authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa8", "rsa1", "ecp", "ec", "ec8", "ed"})
    void allKindsOfKeysServeAndCall(String name) throws Exception {
        TlsMaterial material = TlsMaterial.load(files(name + ".pem", name + "-key.pem", "ca.pem"));
        assertThat(material.verify()).isTrue();
        assertThat(handshake(material, material)).isEqualTo("CN=" + name);
    }

    @Test
    void withoutACaNobodyIsVerifiedButAVerifyingServerWantsACertificate() throws Exception {
        TlsMaterial open = TlsMaterial.load(files("ca.pem", "ca-key.pem", ""));
        assertThat(open.verify()).isFalse();
        assertThat(handshake(open, open)).isEqualTo("nobody");
        TlsMaterial strict = TlsMaterial.load(files("ec.pem", "ec-key.pem", "ca.pem"));
        assertThatThrownBy(() -> handshake(open, strict))
                .as("name not in the certificate")
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret1-key.pem", "secret8-key.pem"})
    void encryptedKeysAreNotUnderstood(String key) {
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", key, "")))
                .isInstanceOf(TlsFileException.class)
                .hasMessage("Couldn't load X509 key pair (" + folder.resolve("ec.pem") + ", " + folder.resolve(key)
                        + "): tls: failed to parse private key. Key encrypted?");
    }

    @Test
    void otherMistakesAreNamed() {
        assertThatThrownBy(() -> TlsMaterial.load(files("absent", "ec-key.pem", "")))
                .hasMessageContaining("open " + folder.resolve("absent") + ": no such file or directory. Key")
                .hasMessageEndingWith("Key encrypted?");
        assertThatThrownBy(() -> TlsMaterial.load(files("empty.pem", "ec-key.pem", "")))
                .hasMessageContaining("failed to find any PEM data in certificate input");
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", "empty.pem", "")))
                .hasMessageContaining("failed to find any PEM data in key input");
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", "ecp-key.pem", "")))
                .hasMessageContaining("tls: private key does not match public key");
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", "rsa8-key.pem", "")))
                .hasMessageContaining("tls: private key does not match public key");
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", "ec-key.pem", "absent")))
                .hasMessage("Couldn't read CA certificate: open " + folder.resolve("absent")
                        + ": no such file or directory");
        assertThatThrownBy(() -> TlsMaterial.load(files("ec.pem", "ec-key.pem", "empty.pem")))
                .hasMessageStartingWith("Couldn't read CA certificate: no certificate in ");
    }

    /** Connects the two; answers whom the server saw. */
    private static String handshake(TlsMaterial server, TlsMaterial client) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (SSLServerSocket listener =
                (SSLServerSocket) server.context().getServerSocketFactory().createServerSocket(0, 1, here)) {
            listener.setSSLParameters(server.serverParameters());
            CompletableFuture<String> seen = new CompletableFuture<>();
            Thread.startVirtualThread(() -> serve(listener, server.verify(), seen));
            try (SSLSocket socket = (SSLSocket)
                    client.context().getSocketFactory().createSocket("127.0.0.1", listener.getLocalPort())) {
                socket.setSSLParameters(client.clientParameters());
                socket.startHandshake();
                assertThat(socket.getInputStream().read()).isEqualTo('!');
                return seen.get();
            }
        }
    }

    private static void serve(SSLServerSocket listener, boolean verify, CompletableFuture<String> seen) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            seen.complete(verify ? socket.getSession().getPeerPrincipal().getName() : "nobody");
            socket.getOutputStream().write('!');
        } catch (IOException e) {
            seen.completeExceptionally(e);
        }
    }
}
