/** Reads traffic evidence from text: flows of Hubble, and plain JSON and CSV of flows and series. */
@NullMarked
package io.lbkit.diagnose.traffic.read;

import org.jspecify.annotations.NullMarked;
