/**
 * From an engine's JSON to the records of the cluster state. Tolerant: knows the shapes of all API versions at once, and
 * a field that is missing or {@code null} is empty. No I/O.
 */
@NullMarked
package io.flotilla.proxy.engine.reading;

import org.jspecify.annotations.NullMarked;
