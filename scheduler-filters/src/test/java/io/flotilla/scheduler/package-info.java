@NullMarked
package io.flotilla.scheduler;

import org.jspecify.annotations.NullMarked;
