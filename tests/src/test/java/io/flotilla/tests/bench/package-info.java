/** Figures for people to read, made by {@code tests/bench}; nothing here is a test. */
@NullMarked
package io.flotilla.tests.bench;

import org.jspecify.annotations.NullMarked;
