package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.Moment;
import java.util.List;
import net.jqwik.api.Arbitrary;

/**
 * Arbitraries for the values of the model, for jqwik. Values are valid and readable (Services {@code web} and {@code api} in
 * {@code shop}, nodes {@code worker-1} in zone {@code a}), there are few names so that values meet, and each arbitrary shrinks
 * towards a small and ordinary value. Safe for use by many threads.
 */
public final class LbArbitraries {
    private LbArbitraries() {}

    /** {@return addresses of both families: few readable ones that collide often, and any others} */
    public static Arbitrary<IpAddress> addresses() {
        return Addresses.any();
    }

    /**
     * {@return addresses of a family}
     *
     * @param family the family
     */
    public static Arbitrary<IpAddress> addresses(IpFamily family) {
        return Addresses.of(family);
    }

    /** {@return ranges of both families, often neighbours or nested} */
    public static Arbitrary<Cidr> cidrs() {
        return Addresses.cidrs();
    }

    /**
     * {@return ranges of a family}
     *
     * @param family the family
     */
    public static Arbitrary<Cidr> cidrs(IpFamily family) {
        return Addresses.cidrs(family);
    }

    /** {@return sets of addresses, the empty one included} */
    public static Arbitrary<CidrSet> cidrSets() {
        return Addresses.cidrSets();
    }

    /** {@return names of Services; there are few} */
    public static Arbitrary<ServiceKey> serviceKeys() {
        return Names.serviceKeys();
    }

    /** {@return names of other namespaced objects; there are few} */
    public static Arbitrary<ObjectKey> objectKeys() {
        return Names.objectKeys();
    }

    /** {@return Services of every type and policy as an API server stores them, mostly of type LoadBalancer} */
    public static Arbitrary<Service> services() {
        return Services.any();
    }

    /**
     * {@return Services of one type as an API server stores them}
     *
     * @param type the type
     */
    public static Arbitrary<Service> services(ServiceType type) {
        return Services.ofType(type, Names.serviceKeys());
    }

    /** {@return port lists that a Service may have: at least one port, names and numbers distinct} */
    public static Arbitrary<List<ServicePort>> servicePorts() {
        return ServicePorts.lists();
    }

    /** {@return single slices, each of some Service} */
    public static Arbitrary<EndpointSlice> endpointSlices() {
        return Slices.any();
    }

    /**
     * {@return the slices of a Service: none or several per family, with addresses that appear twice, terminating endpoints, absent
     * conditions, named ports with another number in each slice, foreign writers, and owners that are gone}
     *
     * @param service the Service
     */
    public static Arbitrary<List<EndpointSlice>> endpointSlices(Service service) {
        return Slices.of(service);
    }

    /** {@return nodes: mostly healthy ones, and each reason for which a load balancer may leave one out} */
    public static Arbitrary<Node> nodes() {
        return Nodes.any();
    }

    /** {@return the nodes of a cluster, possibly none; names and addresses are distinct} */
    public static Arbitrary<List<Node>> nodePools() {
        return Nodes.pools();
    }

    /** {@return pods: mostly running and ready, and each state in which slices list them otherwise or not at all} */
    public static Arbitrary<Pod> pods() {
        return Pods.any();
    }

    /** {@return label selectors, the one that matches everything first} */
    public static Arbitrary<LabelSelector> labelSelectors() {
        return Policies.selectors();
    }

    /** {@return network policies} */
    public static Arbitrary<NetworkPolicy> networkPolicies() {
        return Policies.any();
    }

    /** {@return workloads of every kind: well, scaled to zero, stuck, or unseen by their controller} */
    public static Arbitrary<Workload> workloads() {
        return Workloads.any();
    }

    /** {@return disruption budgets} */
    public static Arbitrary<DisruptionBudget> disruptionBudgets() {
        return Workloads.budgets();
    }

    /** {@return events about Services and nodes} */
    public static Arbitrary<ClusterEvent> events() {
        return Reports.events();
    }

    /** {@return notes that an object exists but cannot be read} */
    public static Arbitrary<Unreadable> unreadableObjects() {
        return Reports.unreadable();
    }

    /** {@return findings} */
    public static Arbitrary<Finding> findings() {
        return Reports.findings();
    }

    /**
     * {@return whole clusters that are known completely and agree with themselves: pods run on nodes, and slices are what the
     * EndpointSlice controller writes for the pods}
     */
    public static Arbitrary<ClusterSnapshot> clusters() {
        return Clusters.complete();
    }

    /**
     * {@return clusters as a reader may see them: as {@link #clusters()}, with stale slices, types that were not read completely, and
     * objects that cannot be read}
     */
    public static Arbitrary<ClusterSnapshot> snapshots() {
        return Clusters.partial();
    }

    /** {@return members: nodes, or pod addresses with a port} */
    public static Arbitrary<Member> members() {
        return Members.any();
    }

    /** {@return sets of members that often overlap and differ in details} */
    public static Arbitrary<MemberSet> memberSets() {
        return Members.sets();
    }

    /** {@return owners: Services, and clusters as a whole} */
    public static Arbitrary<Owner> owners() {
        return SampleResources.owners();
    }

    /** {@return values of fields, small ones first} */
    public static Arbitrary<SpecValue> specValues() {
        return SpecValues.any();
    }

    /** {@return attributes of every form, mutability and impact} */
    public static Arbitrary<Attribute<?>> attributes() {
        return Schemas.attributes();
    }

    /**
     * {@return kinds with made-up schemas. Kinds are equal by name, so two that are drawn may be equal and have other attributes; use
     * them one at a time}
     */
    public static Arbitrary<ResourceKind> resourceKinds() {
        return Schemas.kinds();
    }

    /** {@return resources of a small made-up cloud with firewalls, balancers, pools and listeners} */
    public static Arbitrary<Resource> resources() {
        return SampleResources.any();
    }

    /**
     * {@return graphs of such resources. They share ids, contradict each other now and then, and any of them can be merged without a
     * circle}
     */
    public static Arbitrary<ResourceGraph> resourceGraphs() {
        return SampleResources.graphs();
    }

    /**
     * Histories of a cluster and its cloud, for {@link io.lbkit.testkit.simulation.Simulation}: a Service is deployed, then up to
     * two dozen things happen. The text of a history runs it again.
     *
     * @return the arbitrary
     */
    public static Arbitrary<History> histories() {
        return Histories.any();
    }

    /**
     * Single things that happen in a history.
     *
     * @return the arbitrary
     */
    public static Arbitrary<Moment> moments() {
        return Histories.moments();
    }
}
