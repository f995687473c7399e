/** Static lists: {@code nodes://a:2375,b:2375} or the list alone. */
@NullMarked
package io.flotilla.discovery.nodes;

import org.jspecify.annotations.NullMarked;
