package io.flotilla.proxy.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** Private keys of all the kinds that docker-machine, openssl and their users make. */
final class PemKey {
    private static final String SUFFIX = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemKey() {}

    /**
     * The first private key in the text.
     *
     * @throws GeneralSecurityException if there is none or it cannot be understood; its message is for users
     */
    static PrivateKey read(String text) throws GeneralSecurityException {
        List<Pem.Block> blocks = Pem.blocks(text);
        Pem.Block key = blocks.stream()
                .filter(block -> block.type().endsWith(SUFFIX))
                .findFirst()
                .orElseThrow(() -> new InvalidKeySpecException(
                        blocks.isEmpty()
                                ? "tls: failed to find any PEM data in key input"
                                : "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input"));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8(key, blocks));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // Another algorithm may fit.
            }
        }
        throw new InvalidKeySpecException("tls: failed to parse private key");
    }

    private static byte[] pkcs8(Pem.Block key, List<Pem.Block> blocks) {
        return switch (key.type()) {
            case "RSA PRIVATE KEY" -> Der.wrapRsa(key.der());
            case "EC PRIVATE KEY" ->
                Der.wrapEc(
                        key.der(),
                        Der.curveOf(key.der()).or(() -> parameters(blocks)).orElse(new byte[0]));
            default -> key.der();
        };
    }

    private static Optional<byte[]> parameters(List<Pem.Block> blocks) {
        return blocks.stream()
                .filter(block -> block.type().equals("EC PARAMETERS"))
                .map(Pem.Block::der)
                .findFirst();
    }
}
