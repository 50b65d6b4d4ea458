/**
 * Planning for a whole fleet of Services at a cost that follows what changed, not how much there is. A
 * {@link io.lbkit.reconcile.fleet.FleetPlanner} is fed with what happens and keeps what it found out about everything else.
 */
@NullMarked
package io.lbkit.reconcile.fleet;

import org.jspecify.annotations.NullMarked;
