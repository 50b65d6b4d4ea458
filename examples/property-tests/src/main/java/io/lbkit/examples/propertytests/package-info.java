/** A small application that is tested with generated clusters and histories: it announces the addresses of Services. */
@NullMarked
package io.lbkit.examples.propertytests;

import org.jspecify.annotations.NullMarked;
