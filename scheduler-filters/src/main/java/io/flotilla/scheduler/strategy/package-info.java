/** Ways of choosing among nodes that fit, and the table of their names. */
@NullMarked
package io.flotilla.scheduler.strategy;

import org.jspecify.annotations.NullMarked;
