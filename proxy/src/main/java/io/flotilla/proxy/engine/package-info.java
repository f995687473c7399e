/**
 * One engine each: typed calls, validation, health, the event watcher, and the registry that discovery feeds.
 *
 * <p>{@code EngineRegistry} keeps a {@code WatchedEngine} per address, which others know as {@code EngineHandle}. {@code
 * EngineWatcher} makes one {@code EngineSession} after the other: validate, subscribe, list, then {@code EventPump} and
 * {@code Refresher} follow the events and {@code Upkeep} pings and lists again. {@code Mirror} and its like put what was
 * read into the state, so that no read overwrites what a later one found. {@code EngineClient} makes the calls, {@code
 * Answers} and {@code FanOut} read one and many; {@code engine.reading} turns JSON into records.
 */
@NullMarked
package io.flotilla.proxy.engine;

import org.jspecify.annotations.NullMarked;
