package io.flotilla.proxy.engine.reading;

import java.time.Duration;

/**
 * What of an engine goes into the records of its objects; when it changes, they have to be read anew.
 *
 * @param name prefixed to container names
 * @param ip shown instead of wildcard addresses
 * @param clockDelta added to the engine's times
 */
public record EngineFacts(String address, String name, String ip, Duration clockDelta) {}
