package io.flotilla.proxy.tls;

import io.flotilla.proxy.tls.TlsFileException.BadAuthority;
import io.flotilla.proxy.tls.TlsFileException.BadKeyPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The loaded key material, for listeners and for calls to engines and other managers alike.
 *
 * @param context presents the certificate; trusts the CA, or anyone if there is none
 * @param verify whether both sides must prove who they are
 */
public record TlsMaterial(SSLContext context, boolean verify) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Reads the files.
     *
     * @throws TlsFileException with classic Swarm's text if one of them cannot be used
     */
    public static TlsMaterial load(PemFiles files) {
        List<X509Certificate> chain = new ArrayList<>();
        PrivateKey key = keyPair(files, chain);
        Optional<List<X509Certificate>> authorities = files.ca().map(TlsMaterial::authorities);
        return new TlsMaterial(Contexts.create(key, chain, authorities), authorities.isPresent());
    }

    /** What a listener sets on its connections: TLS 1.2 or newer, HTTP/1.1 only, client certificates if verifying. */
    public SSLParameters serverParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        parameters.setNeedClientAuth(verify);
        return parameters;
    }

    /** What a call sets on its connection: TLS 1.2 or newer, and that the host must be in the certificate if verifying. */
    public SSLParameters clientParameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private static PrivateKey keyPair(PemFiles files, List<X509Certificate> chain) {
        try {
            chain.addAll(certificates(read(files.cert())));
            String keyText = read(files.key());
            if (chain.isEmpty()) {
                throw new BadKeyPair(files, "tls: failed to find any PEM data in certificate input");
            }
            PrivateKey key = PemKey.read(keyText);
            if (!KeyPairCheck.matches(key, chain.getFirst().getPublicKey())) {
                throw new BadKeyPair(files, "tls: private key does not match public key");
            }
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw new BadKeyPair(files, String.valueOf(e.getMessage()));
        }
    }

    private static List<X509Certificate> authorities(Path ca) {
        try {
            List<X509Certificate> certificates = certificates(read(ca));
            if (certificates.isEmpty()) {
                throw new BadAuthority("no certificate in " + ca);
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new BadAuthority(String.valueOf(e.getMessage()));
        }
    }

    private static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(text)) {
            if (block.type().equals("CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        return certificates;
    }

    /** Reads a file; failures are worded as Go words them. */
    private static String read(Path path) throws IOException {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("open " + path + ": no such file or directory", e);
        } catch (AccessDeniedException e) {
            throw new IOException("open " + path + ": permission denied", e);
        } catch (IOException e) {
            throw Files.isDirectory(path) ? new IOException("read " + path + ": is a directory", e) : e;
        }
    }
}
