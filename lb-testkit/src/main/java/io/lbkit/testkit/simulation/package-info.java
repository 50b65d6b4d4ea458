/**
 * A deterministic simulation: a cluster, a cloud, a controller and clients in virtual time, from one seed.
 *
 * <p>{@link io.lbkit.testkit.simulation.History} says what happens, {@link io.lbkit.testkit.simulation.Simulation} lets it
 * happen, {@link io.lbkit.testkit.simulation.SimulationReport} says what clients felt and which
 * {@link io.lbkit.testkit.simulation.Rule} was broken. A history has a text of one line, which runs it again.
 *
 * <p>What it cannot show: the latency and the limits of a real cloud, packets, and threads.
 */
@NullMarked
package io.lbkit.testkit.simulation;

import org.jspecify.annotations.NullMarked;
