package io.lbkit.testkit.jqwik;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.cluster.Workload;
import io.lbkit.testkit.simulation.SliceWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Whole clusters: nodes in zones, workloads with pods on them, and slices as controllers write them. */
final class Clusters {
    private static final int PODS_PER_WORKLOAD = 4;

    private Clusters() {}

    /** A Service, its pods, and the slices that somebody else writes where it has no selector. */
    private record Application(Service service, List<Pods.Draft> pods, Slices.SliceSet foreignSlices) {
        Application named(String name) {
            ServiceKey key = ServiceKey.of(service.key().namespace(), name);
            Service renamed = Services.renamed(service, key);
            Map<String, String> selector = new TreeMap<>(service.selector());
            selector.replace("app", name);
            return new Application(
                    Service.builder().from(renamed).selector(selector).build(), pods, foreignSlices);
        }

        List<Pod> pods(int workload, List<Node> nodes) {
            List<Pod> made = new ArrayList<>();
            for (Pods.Draft draft : pods) {
                int number = made.size() + 1;
                ObjectKey key =
                        ObjectKey.of(service.key().namespace(), service.key().name() + "-" + number);
                Map<String, String> labels = service.selector().isEmpty()
                        ? Map.of("app", service.key().name())
                        : service.selector();
                made.add(draft.of(key, 1 + workload * PODS_PER_WORKLOAD + made.size(), labels, host(draft, nodes)));
            }
            return made;
        }

        private static Optional<String> host(Pods.Draft draft, List<Node> nodes) {
            return nodes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(nodes.get(draft.node() % nodes.size()).name());
        }
    }

    static Arbitrary<ClusterSnapshot> complete() {
        return Combinators.combine(
                        Nodes.pools(),
                        applications().list().ofMaxSize(3),
                        Policies.any().list().ofMaxSize(1),
                        Reports.events().list().ofMaxSize(1),
                        Workloads.any().list().ofMaxSize(1),
                        Workloads.budgets().list().ofMaxSize(1))
                .as(Clusters::assembled);
    }

    private static Arbitrary<Application> applications() {
        return Combinators.combine(Services.any(), Pods.drafts().list().ofMaxSize(PODS_PER_WORKLOAD), Slices.sets())
                .as(Application::new);
    }

    private static ClusterSnapshot assembled(
            List<Node> nodes,
            List<Application> drafts,
            List<NetworkPolicy> policies,
            List<ClusterEvent> events,
            List<Workload> workloads,
            List<DisruptionBudget> budgets) {
        ClusterSnapshot.Builder snapshot = ClusterSnapshot.builder();
        nodes.forEach(snapshot::add);
        policies.forEach(snapshot::add);
        events.forEach(snapshot::add);
        workloads.forEach(snapshot::add);
        budgets.forEach(snapshot::add);
        List<Application> applications = named(drafts);
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < applications.size(); i++) {
            pods.addAll(applications.get(i).pods(i, nodes));
        }
        pods.forEach(snapshot::add);
        SliceWriter writer = new SliceWriter(byName(nodes), pods);
        for (Application application : applications) {
            snapshot.add(application.service());
            slices(application, writer).forEach(snapshot::add);
        }
        for (ObjectType type : ObjectType.values()) {
            snapshot.covering(type, Coverage.COMPLETE);
        }
        return snapshot.build();
    }

    private static List<Application> named(List<Application> drafts) {
        List<Application> applications = new ArrayList<>();
        drafts.forEach(draft -> applications.add(draft.named(Names.WORKLOADS.get(applications.size()))));
        return applications;
    }

    private static Map<String, Node> byName(List<Node> nodes) {
        Map<String, Node> byName = new LinkedHashMap<>();
        nodes.forEach(node -> byName.put(node.name(), node));
        return byName;
    }

    private static List<EndpointSlice> slices(Application application, SliceWriter writer) {
        return application.service().selector().isEmpty()
                ? application.foreignSlices().of(application.service())
                : writer.write(application.service());
    }

    /** Clusters as a reader may see them: lagging slices, types that were not read, objects that cannot be. */
    static Arbitrary<ClusterSnapshot> partial() {
        return Combinators.combine(
                        complete(),
                        Slices.any().list().ofMaxSize(2),
                        Reports.unreadable().list().ofMaxSize(1),
                        Choices.seldom(gaps()))
                .as(Clusters::seen);
    }

    private record Gap(ObjectType type, Coverage coverage) {}

    private static Arbitrary<Gap> gaps() {
        return Combinators.combine(Arbitraries.of(ObjectType.class), Arbitraries.of(Coverage.class))
                .as(Gap::new);
    }

    private static ClusterSnapshot seen(
            ClusterSnapshot complete, List<EndpointSlice> stale, List<Unreadable> unreadable, Optional<Gap> gap) {
        ClusterSnapshot seen = complete;
        for (EndpointSlice slice : stale) {
            seen = seen.with(slice);
        }
        for (Unreadable object : unreadable) {
            seen = seen.with(object);
        }
        return gap.isPresent() ? seen.covering(gap.get().type(), gap.get().coverage()) : seen;
    }
}
