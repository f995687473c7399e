/**
 * Pure placement: filters narrow the candidates, a strategy ranks them, the decision carries its reasons.
 *
 * <p>No I/O, no threads, no clock; nothing of Docker's JSON. The caller translates its engines into {@link
 * io.flotilla.scheduler.Candidate}s and keeps two requests from taking the same place (it places and reserves under one
 * lock). This package has the vocabulary and {@link io.flotilla.scheduler.Scheduler}; {@code filter}, {@code strategy}
 * and {@code expression} have the rules, {@code filter.Filters} and {@code strategy.Strategies} the tables of names.
 */
@NullMarked
package io.flotilla.scheduler;

import org.jspecify.annotations.NullMarked;
