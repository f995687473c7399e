/**
 * One engine each: typed calls, validation, health, the event watcher, and the registry that discovery feeds.
 */
@NullMarked
package io.flotilla.proxy.engine;

import org.jspecify.annotations.NullMarked;
