package io.flotilla.proxy.transport;

/**
 * Status line and headers as they came.
 *
 * @param raw the head's bytes up to and with the empty line, for relaying it untouched
 */
public record ResponseHead(int status, String reason, Headers headers, byte[] raw) {}
