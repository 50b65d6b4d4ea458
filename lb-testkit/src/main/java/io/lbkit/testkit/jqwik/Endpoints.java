package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Endpoints as any writer may leave them: nil conditions, no node, hints, an address that another endpoint has too. */
final class Endpoints {
    private static final IpAddress PODS_IPV4 = IpAddress.parse("10.1.0.0");
    private static final IpAddress PODS_IPV6 = IpAddress.parse("2001:db8:1::");

    private Endpoints() {}

    /** The address of the pod of a number. */
    static IpAddress podAddress(IpFamily family, int number) {
        return (family == IpFamily.IPV4 ? PODS_IPV4 : PODS_IPV6).plus(number);
    }

    /** An endpoint without its address, which depends on the family of the slice. */
    record Draft(int number, Endpoint unaddressed) {
        Endpoint in(IpFamily family) {
            return Endpoint.builder()
                    .from(unaddressed)
                    .addresses(List.of(podAddress(family, number).toString()))
                    .build();
        }
    }

    static Arbitrary<Draft> drafts() {
        return Combinators.combine(Arbitraries.integers().between(1, 6), unaddressed(), Choices.seldom())
                .as((number, endpoint, reused) -> new Draft(
                        number,
                        Endpoint.builder()
                                .from(endpoint)
                                .targetRef(target(number, reused))
                                .build()));
    }

    private static TargetRef target(int number, boolean reused) {
        // A reused address: the same number, and so the same address, stands for another pod.
        int pod = reused ? number + 100 : number;
        return new TargetRef("Pod", "pod-" + pod, Optional.of("uid-pod-" + pod));
    }

    private static Arbitrary<Endpoint> unaddressed() {
        return Builders.withBuilder(() -> Endpoint.builder().addresses(List.of("placeholder")))
                .use(Choices.condition())
                .in(Endpoint.Builder::ready)
                .use(Choices.condition())
                .in(Endpoint.Builder::serving)
                .use(Choices.mostly(Arbitraries.just(Optional.of(false)), Choices.condition()))
                .in(Endpoint.Builder::terminating)
                .use(Choices.usually(Nodes.names()))
                .in(Endpoint.Builder::nodeName)
                .use(Choices.usually(Names.zones()))
                .in(Endpoint.Builder::zone)
                .use(Choices.<List<String>>mostly(
                        Arbitraries.just(List.of()), Names.zones().list().ofSize(1)))
                .in(Endpoint.Builder::zoneHints)
                .build(Endpoint.Builder::build);
    }
}
