/**
 * How Docker's API writes things down: JSON trees, query parameters, filters.
 *
 * <p>Pure values; knows neither engines nor HTTP connections.
 */
@NullMarked
package io.flotilla.proxy.wire;

import org.jspecify.annotations.NullMarked;
