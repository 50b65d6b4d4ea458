package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** What components and LBKit say about objects: events, findings, notes of what cannot be read. */
final class Reports {
    private Reports() {}

    static Arbitrary<ClusterEvent> events() {
        return Builders.withBuilder(ClusterEvent::builder)
                .use(Names.objectKeys())
                .in(ClusterEvent.Builder::key)
                .use(Choices.seldom())
                .in(ClusterEvent.Builder::warning)
                .use(Arbitraries.of("EnsuredLoadBalancer", "SyncLoadBalancerFailed", "Unhealthy"))
                .in(ClusterEvent.Builder::reason)
                .use(subjects())
                .in(ClusterEvent.Builder::regarding)
                .use(Arbitraries.of("service-controller", "kubelet"))
                .in(ClusterEvent.Builder::reporter)
                .use(Arbitraries.integers().between(1, 20))
                .in(ClusterEvent.Builder::count)
                .use(Choices.usually(Choices.instants()))
                .in(ClusterEvent.Builder::lastSeen)
                .build(ClusterEvent.Builder::build);
    }

    private static Arbitrary<String> subjects() {
        return Arbitraries.oneOf(
                Names.serviceKeys().map(key -> "Service/" + key), Nodes.names().map(name -> "Node/" + name));
    }

    static Arbitrary<Finding> findings() {
        return Builders.withBuilder(() -> Finding.builder().about("spec.ports[0].nodePort"))
                .use(codes())
                .in(Finding.Builder::code)
                .use(Arbitraries.of(Severity.class))
                .in(Finding.Builder::severity)
                .use(Arbitraries.of(FindingKind.class))
                .in(Finding.Builder::kind)
                .use(Arbitraries.of(FaultDomain.class))
                .in(Finding.Builder::domain)
                .use(Choices.usually(Names.serviceKeys().map(ServiceKey::toString)))
                .in(Finding.Builder::service)
                .use(Arbitraries.of("the node port is not allocated", "two settings contradict each other"))
                .in(Finding.Builder::message)
                .use(Arbitraries.of("set the field", "remove one of the two"))
                .in(Finding.Builder::remedy)
                .use(evidence().list().ofMaxSize(2))
                .in(Finding.Builder::evidence)
                .use(Arbitraries.of(Confidence.class))
                .in(Finding.Builder::confidence)
                .use(codes().list().ofMaxSize(1))
                .in(Finding.Builder::causes)
                .build(Finding.Builder::build);
    }

    private static Arbitrary<FindingCode> codes() {
        return Combinators.combine(
                        Arbitraries.of("SVC", "NODE", "EP"),
                        Arbitraries.integers().between(1, 20))
                .as((area, number) -> FindingCode.of(String.format(Locale.ROOT, "LB-%s-%03d", area, number)));
    }

    private static Arbitrary<Evidence> evidence() {
        return Combinators.combine(Names.serviceKeys(), Arbitraries.of("spec.type", "spec.ports[0].nodePort"))
                .as((key, field) -> Evidence.of("Service/" + key, field, ""));
    }

    /** Of objects that readable values are generated for too, so that one can take the place of the other. */
    static Arbitrary<Unreadable> unreadable() {
        return Arbitraries.oneOf(unreadableServices(), unreadableSlices(), unreadableNodes(), unreadableOthers());
    }

    private static Arbitrary<Unreadable> unreadableServices() {
        return Combinators.combine(Names.serviceKeys(), findings())
                .as((key, finding) ->
                        new Unreadable(ObjectType.SERVICE, key.toString(), Optional.of(key), List.of(finding)));
    }

    private static Arbitrary<Unreadable> unreadableSlices() {
        return Combinators.combine(Names.objectKeys(), Choices.usually(Names.serviceKeys()), findings())
                .as((key, service, finding) ->
                        new Unreadable(ObjectType.ENDPOINT_SLICE, key.toString(), service, List.of(finding)));
    }

    private static Arbitrary<Unreadable> unreadableNodes() {
        return Combinators.combine(Nodes.names(), findings())
                .as((name, finding) -> new Unreadable(ObjectType.NODE, name, Optional.empty(), List.of(finding)));
    }

    private static Arbitrary<Unreadable> unreadableOthers() {
        return Combinators.combine(
                        Arbitraries.of(
                                ObjectType.POD,
                                ObjectType.NETWORK_POLICY,
                                ObjectType.EVENT,
                                ObjectType.DEPLOYMENT,
                                ObjectType.STATEFUL_SET,
                                ObjectType.DISRUPTION_BUDGET),
                        Names.objectKeys(),
                        findings())
                .as((type, key, finding) -> new Unreadable(type, key.toString(), Optional.empty(), List.of(finding)));
    }
}
