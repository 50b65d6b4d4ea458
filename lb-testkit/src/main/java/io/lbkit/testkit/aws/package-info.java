/**
 * A strict stand-in of the parts of AWS that Network Load Balancers need: the calls of Elastic Load Balancing (version 2) and EC2,
 * on loopback, with state, time of its own, and the refusals of AWS.
 *
 * <ul>
 *   <li>{@link io.lbkit.testkit.aws.AwsStandIn} is the server; {@link io.lbkit.testkit.aws.AwsStandInMain} is the same as a
 *       program.
 *   <li>{@link io.lbkit.testkit.aws.AwsNetwork} is what exists before the first call: VPCs, subnets, instances and so on.
 *   <li>{@link io.lbkit.testkit.aws.AwsTimes} and {@link io.lbkit.testkit.aws.AwsQuotas} say how slow and how small it is.
 *   <li>{@link io.lbkit.testkit.aws.MotoServer} runs another emulator, as a second opinion.
 * </ul>
 *
 * <p>What it cannot show: signatures and permissions, other types of load balancers, and what AWS does without saying so.
 */
@NullMarked
package io.lbkit.testkit.aws;

import org.jspecify.annotations.NullMarked;
