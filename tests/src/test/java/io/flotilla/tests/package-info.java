/**
 * Tests of the whole: the manager as users start it, over real engines of two generations, used by the real docker CLI and
 * by raw connections. One class per subject; {@code harness} has what they stand on.
 */
@NullMarked
package io.flotilla.tests;

import org.jspecify.annotations.NullMarked;
