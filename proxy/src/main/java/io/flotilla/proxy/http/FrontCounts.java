package io.flotilla.proxy.http;

/**
 * What the front is doing.
 *
 * @param openConnections client connections, idle ones included
 * @param activeRequests requests whose handler runs, hijacked connections included
 * @param requests requests since the start
 */
public record FrontCounts(int openConnections, int activeRequests, long requests) {}
