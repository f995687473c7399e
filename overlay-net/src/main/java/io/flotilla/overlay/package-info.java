/**
 * VXLAN overlay networks on stock engines: netlink, data plane, address management and the engine plugin.
 */
@NullMarked
package io.flotilla.overlay;

import org.jspecify.annotations.NullMarked;
