/**
 * Checks of a plan before anything is changed: what could cut clients off, expose a Service or change more than somebody
 * meant. Each guardrail is a pure function of a plan; each stop can be lifted by an approval that names exactly what it
 * allows.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.guard;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
