package io.flotilla.proxy.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority made by the JDK's keytool, which has all certificates in one file. */
final class TestAuthority {
    private static final String PASSWORD = "changeit";

    private final Path file;

    TestAuthority(Path directory) throws IOException, InterruptedException {
        file = directory.resolve("keys.p12");
        pair("ca", "-ext", "bc:c");
    }

    /** Adds a certificate; options are keytool's. */
    void issue(String alias, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-signer", "ca"));
        all.addAll(List.of(options));
        pair(alias, all.toArray(String[]::new));
    }

    private void pair(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    /** A context that shows one certificate and trusts another, each by its alias. */
    SSLContext context(String shown, String trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only(shown), PASSWORD.toCharArray());
        return context(keys.getKeyManagers(), trusted);
    }

    /** A context without a certificate of its own. */
    SSLContext anonymous(String trusted) throws IOException, GeneralSecurityException {
        return context(new KeyManager[0], trusted);
    }

    private SSLContext context(KeyManager[] keys, String trusted) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, all().getCertificate(trusted));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, managers.getTrustManagers(), null);
        return context;
    }

    private KeyStore only(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = all();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        char[] password = PASSWORD.toCharArray();
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        return one;
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }
}
