package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Uses the domain as a user does: values come by the type of the parameter. */
@Domain(LbDomain.class)
class LbDomainProperties {
    @Property(tries = 50)
    void providesTheClusterView(
            @ForAll ClusterSnapshot snapshot,
            @ForAll Service service,
            @ForAll EndpointSlice slice,
            @ForAll Node node,
            @ForAll Pod pod,
            @ForAll NetworkPolicy policy,
            @ForAll LabelSelector selector,
            @ForAll ClusterEvent event,
            @ForAll Workload workload,
            @ForAll DisruptionBudget budget,
            @ForAll Unreadable unreadable) {
        assertThat(snapshot.with(service).service(service.key())).contains(service);
        assertThat(snapshot.with(node).node(node.name())).contains(node);
        assertThat(snapshot.with(pod).pods(pod.key().namespace())).contains(pod);
        assertThat(snapshot.with(slice).endpointSlices()).contains(slice);
        assertThat(snapshot.with(policy).networkPolicies()).contains(policy);
        assertThat(snapshot.with(event).events(event.regarding())).contains(event);
        assertThat(snapshot.with(workload).workload(workload.key())).contains(workload);
        assertThat(snapshot.with(budget).disruptionBudgets(budget.key().namespace()))
                .contains(budget);
        assertThat(snapshot.with(unreadable).unreadable()).containsExactly(unreadable);
        assertThat(selector.matches(pod.labels())).isIn(true, false);
    }

    @Property(tries = 50)
    void providesTheOtherValues(
            @ForAll IpAddress address,
            @ForAll Cidr cidr,
            @ForAll CidrSet cidrs,
            @ForAll ServiceKey service,
            @ForAll ObjectKey object,
            @ForAll Finding finding,
            @ForAll Member member,
            @ForAll MemberSet members,
            @ForAll Owner owner) {
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        assertThat(cidrs.union(CidrSet.of(cidr)).contains(cidr.address())).isTrue();
        assertThat(ServiceKey.parse(service.toString())).isEqualTo(service);
        assertThat(ObjectKey.parse(object.toString())).isEqualTo(object);
        assertThat(finding).isEqualByComparingTo(finding);
        assertThat(members.with(MemberSet.of(member)).get(member.key())).contains(member);
        assertThat(owner.cluster()).isNotEmpty();
    }

    @Property(tries = 50)
    void providesResources(
            @ForAll SpecValue value,
            @ForAll Attribute<?> attribute,
            @ForAll ResourceKind kind,
            @ForAll Resource resource,
            @ForAll ResourceGraph graph) {
        assertThat(attribute.name()).isNotEmpty();
        assertThat(SpecValue.fromPlain("field", value.toPlain())).isEqualTo(value);
        assertThat(Resource.builder().kind(kind).name("a").build().id().kind()).isEqualTo(kind.name());
        assertThat(graph.merge(ResourceGraph.of(resource)).get(resource.id())).isPresent();
    }

    @Property(tries = 20)
    @Domain(DomainContext.Global.class)
    void goesTogetherWithOtherDomains(@ForAll Service service, @ForAll int number) {
        assertThat(service.key().name() + number).isNotEmpty();
    }
}
