package io.flotilla.proxy.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the key material is.
 *
 * @param cert certificate chain, the own certificate first
 * @param key its private key: PKCS#8, PKCS#1 (RSA) or SEC1 (EC), not encrypted
 * @param ca who may call and be called; without it engines are not verified and clients not asked for certificates
 */
public record PemFiles(Path cert, Path key, Optional<Path> ca) {}
