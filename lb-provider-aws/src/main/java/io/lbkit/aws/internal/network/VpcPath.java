package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterPath.Purpose;
import io.lbkit.model.filter.FilterQuestion;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.PortRange;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the filters between two places. A network ACL does not know connections, so it is asked twice: about the packets, and
 * about answers to the ports that clients usually send from. It does not see packets that stay in one subnet. Not thread-safe.
 */
public final class VpcPath {
    private final AwsFacts facts;
    private final Place from;
    private final Place to;
    private final FilterQuestion out;
    private final FilterQuestion in;
    private final FilterQuestion answersOut;
    private final FilterQuestion answersIn;
    private final List<FilterPath.Step> steps = new ArrayList<>();

    /**
     * A way without a filter so far.
     *
     * @param facts what is known about the VPC
     * @param from where packets come from
     * @param to where they go to
     * @param protocol their protocol
     * @param port the port that they go to, 0 to 65535
     */
    public VpcPath(AwsFacts facts, Place from, Place to, Protocol protocol, int port) {
        this.facts = facts;
        this.from = from;
        this.to = to;
        this.out = new FilterQuestion(to.range(), protocol, PortRange.of(port));
        this.in = new FilterQuestion(from.range(), protocol, PortRange.of(port));
        this.answersOut = new FilterQuestion(from.range(), protocol, PortRange.EPHEMERAL);
        this.answersIn = new FilterQuestion(to.range(), protocol, PortRange.EPHEMERAL);
    }

    /** {@return this way, with the filters of both subnets and the route between them} */
    public VpcPath throughSubnets() {
        boolean guarded = from.subnet().isEmpty() || !from.subnet().equals(to.subnet());
        if (guarded) {
            from.subnet().ifPresent(this::leave);
            to.subnet().ifPresentOrElse(this::arrive, this::arriveSomewhere);
        }
        return this;
    }

    private void leave(Subnet source) {
        step(Purpose.REQUEST, NetworkAclFilter.outbound(facts, source), out);
        step(Purpose.ANSWER, NetworkAclFilter.inbound(facts, source), answersIn);
        step(Purpose.ROUTE, RouteFilter.of(facts, source), out);
    }

    private void arrive(Subnet destination) {
        step(Purpose.REQUEST, NetworkAclFilter.inbound(facts, destination), in);
        step(Purpose.ANSWER, NetworkAclFilter.outbound(facts, destination), answersOut);
    }

    private void arriveSomewhere() {
        step(
                Purpose.REQUEST,
                FilterStage.unknown("network ACL of " + to.range().address() + ", which is in no known subnet"),
                in);
    }

    /** {@return this way, with the route that answers take to whoever is outside the VPC} */
    public VpcPath andBack() {
        if (from.subnet().isEmpty()) {
            to.subnet().ifPresent(subnet -> step(Purpose.ROUTE, RouteFilter.of(facts, subnet), answersOut));
        }
        return this;
    }

    /**
     * {@return this way, with the security groups at its start}
     *
     * @param groups the filter of the groups
     */
    public VpcPath outOf(FilterStage groups) {
        step(Purpose.REQUEST, groups, out);
        return this;
    }

    /**
     * {@return this way, with the security groups at its end}
     *
     * @param groups the filter of the groups
     */
    public VpcPath into(FilterStage groups) {
        step(Purpose.REQUEST, groups, in);
        return this;
    }

    private void step(Purpose purpose, FilterStage stage, FilterQuestion question) {
        steps.add(new FilterPath.Step(purpose, stage, question));
    }

    /** {@return the filters so far, in the order in which packets meet them} */
    public FilterPath path() {
        return new FilterPath(steps);
    }
}
