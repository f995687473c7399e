/**
 * Undertow in front: listeners, virtual threads, streaming bodies and hijacked connections.
 */
@NullMarked
package io.flotilla.proxy.http;

import org.jspecify.annotations.NullMarked;
