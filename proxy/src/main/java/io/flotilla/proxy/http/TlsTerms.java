package io.flotilla.proxy.http;

import javax.net.ssl.SSLContext;

/**
 * How a listener speaks TLS (1.2 and 1.3).
 *
 * @param clientCertificate whether clients must show a certificate that the context trusts; others fail the handshake
 */
public record TlsTerms(SSLContext context, boolean clientCertificate) {}
