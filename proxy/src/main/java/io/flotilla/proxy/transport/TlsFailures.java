package io.flotilla.proxy.transport;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;

/** What the TLS library's messages mean for whoever runs the engines. */
final class TlsFailures {
    private static final String NOT_NAMED = "its certificate does not name this address";
    private static final String WANTS_CERTIFICATE = "it requires a client certificate that it trusts";

    /** Parts of messages, none of which occurs in a message that means something else. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("Unsupported or unrecognized SSL message", "it speaks plain HTTP, not TLS"),
            Map.entry("No subject alternative", NOT_NAMED),
            Map.entry("No name matching", NOT_NAMED),
            Map.entry("PKIX path building failed", "its certificate is signed by an unknown CA"),
            Map.entry("alert: certificate_required", WANTS_CERTIFICATE),
            Map.entry("alert: bad_certificate", WANTS_CERTIFICATE),
            Map.entry("alert: unknown_ca", "it does not trust the CA of our client certificate"),
            Map.entry("alert: certificate_unknown", "it does not accept our client certificate"),
            Map.entry("alert: certificate_expired", "our client certificate has expired"),
            Map.entry("alert: protocol_version", "the two sides share no TLS version"),
            Map.entry("alert: handshake_failure", "it found no common ground, or wants a client certificate"),
            Map.entry("terminated the handshake", "it ended the connection during the handshake"));

    private TlsFailures() {}

    /** Whether the engine turned our side down, so that it cannot have acted on a request. */
    static boolean rejected(Throwable e) {
        String message = e.getMessage();
        return message != null && message.contains("Received fatal alert");
    }

    static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet: do the clocks agree?";
            }
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null) {
                for (Map.Entry<String, String> entry : MEANINGS.entrySet()) {
                    if (message.contains(entry.getKey())) {
                        return entry.getValue();
                    }
                }
            }
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
