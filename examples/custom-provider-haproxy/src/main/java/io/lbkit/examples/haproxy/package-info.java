/** A provider for HAProxy, written as a stranger would write one. The README beside it tells how, step by step. */
@NullMarked
package io.lbkit.examples.haproxy;

import org.jspecify.annotations.NullMarked;
