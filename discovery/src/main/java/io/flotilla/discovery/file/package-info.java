/** One address or range per line of a file, read again whenever the file changes. */
@NullMarked
package io.flotilla.discovery.file;

import org.jspecify.annotations.NullMarked;
