/**
 * Pure placement: filters narrow the candidates, a strategy ranks them, the decision carries its reasons.
 *
 * <p>No I/O, no threads, no clock; nothing of Docker's JSON.
 */
@NullMarked
package io.flotilla.scheduler;

import org.jspecify.annotations.NullMarked;
