/**
 * The one family of errors of the manager, with data instead of text.
 *
 * <p>{@code api.ErrorMapper} alone turns them into a status and {@code {"message": ...}}.
 */
@NullMarked
package io.flotilla.proxy.failure;

import org.jspecify.annotations.NullMarked;
