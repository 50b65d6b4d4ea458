/**
 * A load-balancer cloud in memory: a provider like any other, with the semantics of a real cloud and none of its waiting.
 *
 * <p>{@link io.lbkit.testkit.cloud.SimulatedCloud} gives ids, allocates addresses, refuses broken references, deletes in use
 * and writes over limits, brings members up over time, and remembers every call. Its time is a
 * {@link io.lbkit.testkit.cloud.VirtualClock} that only moves when it is told to, so a test passes hours at once and runs
 * the same way every time.
 *
 * <p>It comes in three {@linkplain io.lbkit.testkit.cloud.CloudShape shapes}, each drawn after a family of real clouds.
 *
 * <p>To use it in a test:
 *
 * <ol>
 *   <li>Make one with {@link io.lbkit.testkit.cloud.SimulatedCloud#create()} or its builder, and give it to the code under
 *       test as its {@link io.lbkit.reconcile.spi.LoadBalancerProvider}.
 *   <li>Make it fail with {@link io.lbkit.testkit.cloud.SimulatedCloud#faults()}: refused calls, lost answers, parts that
 *       cannot be read, the death of the process after a given call.
 *   <li>Edit it behind the back of the code under test with {@link io.lbkit.testkit.cloud.SimulatedCloud#console()}.
 *   <li>Let time pass with {@link io.lbkit.testkit.cloud.SimulatedCloud#advance}, and look at what
 *       {@link io.lbkit.testkit.cloud.SimulatedCloud#observe observe} and
 *       {@link io.lbkit.testkit.cloud.SimulatedCloud#calls()} say.
 * </ol>
 *
 * <p>What it cannot show: the latency, limits of rate and message formats of a real cloud.
 */
@NullMarked
package io.lbkit.testkit.cloud;

import org.jspecify.annotations.NullMarked;
