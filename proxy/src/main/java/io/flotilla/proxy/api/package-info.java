/**
 * The Docker Engine API of the manager: the route table, parameters, JSON answers and the error mapper.
 */
@NullMarked
package io.flotilla.proxy.api;

import org.jspecify.annotations.NullMarked;
