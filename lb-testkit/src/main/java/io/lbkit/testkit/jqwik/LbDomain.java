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
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.Moment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.SampleReportingFormat;
import net.jqwik.api.domains.DomainContextBase;

/**
 * The model as a jqwik domain: a property that is annotated with {@code @Domain(LbDomain.class)} gets values for each
 * parameter of a model type that is annotated with {@code @ForAll}. Snapshots are {@linkplain LbArbitraries#clusters() complete}.
 *
 * <p>A domain that is named switches off jqwik's own one; a property that also takes plain types such as {@code int} names both:
 * {@code @Domain(DomainContext.Global.class)} and {@code @Domain(LbDomain.class)}.
 */
public class LbDomain extends DomainContextBase {
    /** A domain without settings; jqwik makes it. */
    public LbDomain() {}

    /** {@return values from {@link LbArbitraries#addresses()}} */
    @Provide
    public Arbitrary<IpAddress> addresses() {
        return LbArbitraries.addresses();
    }

    /** {@return values from {@link LbArbitraries#cidrs()}} */
    @Provide
    public Arbitrary<Cidr> cidrs() {
        return LbArbitraries.cidrs();
    }

    /** {@return values from {@link LbArbitraries#cidrSets()}} */
    @Provide
    public Arbitrary<CidrSet> cidrSets() {
        return LbArbitraries.cidrSets();
    }

    /** {@return values from {@link LbArbitraries#serviceKeys()}} */
    @Provide
    public Arbitrary<ServiceKey> serviceKeys() {
        return LbArbitraries.serviceKeys();
    }

    /** {@return values from {@link LbArbitraries#objectKeys()}} */
    @Provide
    public Arbitrary<ObjectKey> objectKeys() {
        return LbArbitraries.objectKeys();
    }

    /** {@return values from {@link LbArbitraries#services()}} */
    @Provide
    public Arbitrary<Service> services() {
        return LbArbitraries.services();
    }

    /** {@return values from {@link LbArbitraries#endpointSlices()}} */
    @Provide
    public Arbitrary<EndpointSlice> endpointSlices() {
        return LbArbitraries.endpointSlices();
    }

    /** {@return values from {@link LbArbitraries#nodes()}} */
    @Provide
    public Arbitrary<Node> nodes() {
        return LbArbitraries.nodes();
    }

    /** {@return values from {@link LbArbitraries#pods()}} */
    @Provide
    public Arbitrary<Pod> pods() {
        return LbArbitraries.pods();
    }

    /** {@return values from {@link LbArbitraries#labelSelectors()}} */
    @Provide
    public Arbitrary<LabelSelector> labelSelectors() {
        return LbArbitraries.labelSelectors();
    }

    /** {@return values from {@link LbArbitraries#networkPolicies()}} */
    @Provide
    public Arbitrary<NetworkPolicy> networkPolicies() {
        return LbArbitraries.networkPolicies();
    }

    /** {@return values from {@link LbArbitraries#workloads()}} */
    @Provide
    public Arbitrary<Workload> workloads() {
        return LbArbitraries.workloads();
    }

    /** {@return values from {@link LbArbitraries#disruptionBudgets()}} */
    @Provide
    public Arbitrary<DisruptionBudget> disruptionBudgets() {
        return LbArbitraries.disruptionBudgets();
    }

    /** {@return values from {@link LbArbitraries#events()}} */
    @Provide
    public Arbitrary<ClusterEvent> events() {
        return LbArbitraries.events();
    }

    /** {@return values from {@link LbArbitraries#unreadableObjects()}} */
    @Provide
    public Arbitrary<Unreadable> unreadableObjects() {
        return LbArbitraries.unreadableObjects();
    }

    /** {@return values from {@link LbArbitraries#findings()}} */
    @Provide
    public Arbitrary<Finding> findings() {
        return LbArbitraries.findings();
    }

    /** {@return values from {@link LbArbitraries#clusters()}} */
    @Provide
    public Arbitrary<ClusterSnapshot> clusters() {
        return LbArbitraries.clusters();
    }

    /** {@return values from {@link LbArbitraries#members()}} */
    @Provide
    public Arbitrary<Member> members() {
        return LbArbitraries.members();
    }

    /** {@return values from {@link LbArbitraries#memberSets()}} */
    @Provide
    public Arbitrary<MemberSet> memberSets() {
        return LbArbitraries.memberSets();
    }

    /** {@return values from {@link LbArbitraries#owners()}} */
    @Provide
    public Arbitrary<Owner> owners() {
        return LbArbitraries.owners();
    }

    /** {@return values from {@link LbArbitraries#specValues()}} */
    @Provide
    public Arbitrary<SpecValue> specValues() {
        return LbArbitraries.specValues();
    }

    /** {@return values from {@link LbArbitraries#attributes()}} */
    @Provide
    public Arbitrary<Attribute<?>> attributes() {
        return LbArbitraries.attributes();
    }

    /** {@return values from {@link LbArbitraries#resourceKinds()}} */
    @Provide
    public Arbitrary<ResourceKind> resourceKinds() {
        return LbArbitraries.resourceKinds();
    }

    /** {@return values from {@link LbArbitraries#resources()}} */
    @Provide
    public Arbitrary<Resource> resources() {
        return LbArbitraries.resources();
    }

    /** {@return values from {@link LbArbitraries#resourceGraphs()}} */
    @Provide
    public Arbitrary<ResourceGraph> resourceGraphs() {
        return LbArbitraries.resourceGraphs();
    }

    /** Shows a snapshot with its objects, whose own text is only a count. */
    static final class SnapshotFormat implements SampleReportingFormat {
        @Override
        public boolean appliesTo(Object value) {
            return value instanceof ClusterSnapshot;
        }

        @Override
        public Object report(Object value) {
            ClusterSnapshot snapshot = (ClusterSnapshot) value;
            List<Object> objects = new ArrayList<>(snapshot.nodes());
            objects.addAll(snapshot.services());
            objects.addAll(snapshot.endpointSlices());
            objects.addAll(snapshot.pods());
            objects.addAll(snapshot.networkPolicies());
            objects.addAll(snapshot.events());
            objects.addAll(snapshot.workloads());
            objects.addAll(snapshot.disruptionBudgets());
            objects.addAll(snapshot.unreadable());
            return objects;
        }
    }

    /** {@return values from {@link LbArbitraries#histories()}} */
    @Provide
    public Arbitrary<History> histories() {
        return LbArbitraries.histories();
    }

    /** {@return values from {@link LbArbitraries#moments()}} */
    @Provide
    public Arbitrary<Moment> moments() {
        return LbArbitraries.moments();
    }
}
