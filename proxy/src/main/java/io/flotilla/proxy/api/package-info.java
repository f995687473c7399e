/**
 * The Docker Engine API of the manager: the route table, parameters, JSON answers and the error mapper.
 *
 * <p>Start at {@code Routes}, the table of all endpoints; {@code Router} finds the line, a {@code Call} is what an operation
 * gets, {@code Relay} hands answers and raw connections on, {@code ApiFactory} puts it all together.
 */
@NullMarked
package io.flotilla.proxy.api;

import org.jspecify.annotations.NullMarked;
