package io.lbkit.diagnose.chain;

import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.EndpointMerge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One port and family of a Service with what each view says of it.
 *
 * @param port the Service port
 * @param family the family
 * @param endpoints what the slices list
 * @param wanted who should be behind the port; absent if it is not known whether nodes or pods are
 * @param loadBalancer what the cloud has of the Service; absent if it was not asked
 * @param pool the pool behind the port; absent if there is none or it cannot be told which
 * @param expected the members that the pool should have, if they are all known
 * @param health what the cloud says of the members of the pool
 */
public record PortCase(
        ServicePort port,
        IpFamily family,
        EndpointMerge endpoints,
        Optional<PortBackends> wanted,
        Optional<LoadBalancerView> loadBalancer,
        Optional<Resource> pool,
        Optional<MemberSet> expected,
        Map<MemberKey, MemberHealth> health) {
    /** {@return the port as text, with the family where it is not the usual one} */
    public String label() {
        return family == IpFamily.IPV4 ? port.label() : port.label() + " " + family.label();
    }

    /** {@return whether the load balancer sends to nodes or to pods; absent if it is not known} */
    public Optional<BackendMode> mode() {
        return wanted.map(PortBackends::mode);
    }

    /**
     * {@return whether the load balancer sends to what is asked}
     *
     * @param mode nodes or pods
     */
    public boolean sendsTo(BackendMode mode) {
        return mode().filter(mode::equals).isPresent();
    }

    /** {@return the port that the pool sends to instead of the node port; absent where it is right or each target has its own} */
    public OptionalInt wrongPort() {
        OptionalInt wanted = port.nodePort();
        Optional<OptionalInt> sent = pool.flatMap(found ->
                found.kind().members().flatMap(MemberSchema::commonPort).map(common -> common.apply(found)));
        return sendsTo(BackendMode.NODE_PORT) && wanted.isPresent()
                ? sent.filter(each -> !each.equals(wanted)).orElse(OptionalInt.empty())
                : OptionalInt.empty();
    }

    /** {@return the members of the pool, if they are all known} */
    public Optional<MemberSet> registered() {
        return pool.filter(found -> found.membersCoverage() == Coverage.COMPLETE)
                .flatMap(Resource::members);
    }

    /** {@return what would have to change among the members; nothing if a side is not known} */
    public MemberDelta difference() {
        return registered().isPresent() && expected.isPresent()
                ? registered().get().to(expected.get())
                : MemberDelta.NONE;
    }

    /** {@return the members that the pool lacks} */
    public List<Member> missing() {
        return difference().added().asList();
    }

    /** {@return the members that the pool should not have and that are not on their way out} */
    public List<Member> stale() {
        return difference().removed().asList().stream()
                .filter(member -> member.state() == MemberState.ACTIVE && state(member) != MemberHealth.State.DRAINING)
                .toList();
    }

    /**
     * {@return what the load balancer says of a member}
     *
     * @param member the member
     */
    public MemberHealth.State state(Member member) {
        return Optional.ofNullable(health.get(member.key()))
                .map(MemberHealth::state)
                .orElse(MemberHealth.State.UNKNOWN);
    }

    /**
     * {@return the cloud's own words about the state of a member, or empty}
     *
     * @param member the member
     */
    public String reason(Member member) {
        return Optional.ofNullable(health.get(member.key()))
                .map(MemberHealth::reason)
                .orElse("");
    }

    /**
     * {@return the members of the pool that are in a state}
     *
     * @param state the state
     */
    public List<Member> members(MemberHealth.State state) {
        return members().filter(member -> state(member) == state).toList();
    }

    private Stream<Member> members() {
        return pool.flatMap(Resource::members).stream().flatMap(set -> set.asList().stream());
    }

    /**
     * The member of the pool that stands for a node: by name, by address, or by the end of the provider id.
     *
     * @param node the node
     * @return the member
     */
    public Optional<Member> memberOf(Node node) {
        return pool.flatMap(Resource::members)
                .flatMap(set -> set.get(new MemberKey(node.name(), 0)))
                .or(() -> members().filter(member -> standsFor(member, node)).findFirst());
    }

    private boolean standsFor(Member member, Node node) {
        boolean named = member.id().equals(node.name())
                || node.providerId()
                        .filter(id -> id.endsWith("/" + member.id()))
                        .isPresent();
        return named
                || node.internalAddress(family)
                        .filter(address -> isAt(member, address))
                        .isPresent();
    }

    /**
     * The members of the pool at an address, whatever their port.
     *
     * @param address the address
     * @return the members
     */
    public List<Member> membersAt(IpAddress address) {
        return members().filter(member -> isAt(member, address)).toList();
    }

    /**
     * {@return whether a member is at an address}
     *
     * @param member the member
     * @param address the address
     */
    public static boolean isAt(Member member, IpAddress address) {
        return address(member).equals(address.toString());
    }

    /**
     * {@return the address of a member; its id, which is one, where it has no other}
     *
     * @param member the member
     */
    public static String address(Member member) {
        return member.address().map(IpAddress::toString).orElse(member.id());
    }
}
