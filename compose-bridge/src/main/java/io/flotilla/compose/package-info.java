/**
 * What a Docker Compose project means for placement on a cluster.
 *
 * <p>Input and output are plain values; no HTTP and no engine is known here.
 */
@NullMarked
package io.flotilla.compose;

import org.jspecify.annotations.NullMarked;
