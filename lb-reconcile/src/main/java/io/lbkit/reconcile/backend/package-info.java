/**
 * From a Service to its backends: which nodes and endpoints are in, which are out, and why. Pure.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.backend;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
