/**
 * A command line over the library: what should exist, who is behind it, what would change, and making it so. One class a
 * command; what commands have in common is in the mixins {@code *Options}.
 */
@NullMarked
package io.lbkit.examples.lbctl;

import org.jspecify.annotations.NullMarked;
