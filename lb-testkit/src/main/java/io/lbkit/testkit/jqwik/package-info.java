/**
 * The model as jqwik arbitraries, for property-based tests of providers and of code that embeds LBKit. Needs
 * {@code net.jqwik:jqwik-api} on the test class path, which this library does not bring along; nothing outside this package
 * uses it.
 *
 * <p>Most tests name the domain and take what they need as parameters:
 *
 * <pre>{@code
 * @Domain(LbDomain.class)
 * class BackendProperties {
 *     @Property
 *     void everyMemberIsInTheZoneOfItsNode(@ForAll ClusterSnapshot cluster) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>For values that depend on each other, or to narrow them, use {@link io.lbkit.testkit.jqwik.LbArbitraries} directly:
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<List<EndpointSlice>> slices() {
 *     return LbArbitraries.services(ServiceType.LOAD_BALANCER).flatMap(LbArbitraries::endpointSlices);
 * }
 * }</pre>
 *
 * <p>Nothing is registered globally: a test that names neither class is not affected.
 */
@NullMarked
package io.lbkit.testkit.jqwik;

import org.jspecify.annotations.NullMarked;
