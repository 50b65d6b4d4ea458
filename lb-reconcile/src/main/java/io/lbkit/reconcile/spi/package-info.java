/**
 * What a provider of load balancers implements.
 *
 * <p>A provider is a schema of its kinds of objects and three methods: {@code observe} reads the cloud, {@code design} says
 * purely what one Service should have, {@code apply} carries out changes. Comparing, ordering, batching, ownership, retries
 * and reports are the engine's work.
 *
 * <p>To write one:
 *
 * <ol>
 *   <li>Declare each kind as a {@link io.lbkit.model.resource.ResourceKind} with its
 *       {@linkplain io.lbkit.model.resource.Attribute attributes}, in the cloud's own words.
 *   <li>In {@code design}, turn Service, backends and facts into resources. No I/O, no clock, no randomness. Names follow
 *       from the owner and from what cannot change in place.
 *   <li>In {@code observe}, return what exists in the same form: references between observed objects as references, and what
 *       could not be read as {@link io.lbkit.reconcile.spi.Unread}.
 *   <li>In {@code apply}, translate each {@link io.lbkit.reconcile.spi.Change} to API calls, and each failure to a
 *       {@link io.lbkit.reconcile.spi.ProviderException} whose kind says what may be done next.
 *       For a backend that writes whole objects {@link io.lbkit.reconcile.spi.AppliedBatch} says what is to be written; any
 *       other one asks {@link io.lbkit.reconcile.spi.Ownership} before each write. {@link
 *       io.lbkit.reconcile.spi.OwnershipMark} writes the mark as text.
 *   <li>Register a {@link io.lbkit.reconcile.spi.LoadBalancerProviderFactory} for {@link java.util.ServiceLoader}.
 *   <li>Prove it with the conformance kit, {@code LoadBalancerProviderContract} of the module {@code lb-testkit}.
 * </ol>
 *
 * <p>Promise: methods that are added to these interfaces later are default methods.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.spi;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
