/**
 * The conformance kit: the contract of {@link io.lbkit.reconcile.spi.LoadBalancerProvider} as named tests.
 *
 * <p>To prove a provider, extend {@link io.lbkit.testkit.conformance.LoadBalancerProviderContract} and give it a
 * {@link io.lbkit.testkit.conformance.ProviderHarness}, which makes the provider on an empty cloud. JUnit then runs one test
 * for each rule; its name begins with the id and the level of the rule. A rule that the provider or the cloud cannot be asked
 * about is reported as skipped, with the question that was answered with no.
 *
 * <p>The kit carries plans out by itself: one attempt for each change, one thread, no waiting. So no retry of the engine
 * hides a fault of the provider.
 */
@NullMarked
package io.lbkit.testkit.conformance;

import org.jspecify.annotations.NullMarked;
