/** A shop on Kubernetes, its load balancers, and a bad day: what LBKit plans and why. */
@NullMarked
package io.lbkit.examples.quickstart;

import org.jspecify.annotations.NullMarked;
