/**
 * What the manager knows of its engines: immutable records, published on change, indexed for lookup.
 *
 * <p>A cache only: any manager rebuilds it by listing the engines. No I/O happens here.
 */
@NullMarked
package io.flotilla.proxy.state;

import org.jspecify.annotations.NullMarked;
