package io.flotilla.proxy.transport;

import javax.net.ssl.SSLContext;

/**
 * How engines are reached over TLS.
 *
 * @param context trust, and the certificate shown to engines
 * @param verifyHostname whether an engine's certificate has to name the host or IP address it is addressed by
 */
public record TlsClient(SSLContext context, boolean verifyHostname) {}
