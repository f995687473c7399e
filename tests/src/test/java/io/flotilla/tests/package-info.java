/** What only all modules together show: architecture rules, real engines, faults, scale. */
@NullMarked
package io.flotilla.tests;

import org.jspecify.annotations.NullMarked;
