/** The little language of constraints, affinities and whitelists: {@code key==value}, globs, regular expressions. */
@NullMarked
package io.flotilla.scheduler.expression;

import org.jspecify.annotations.NullMarked;
