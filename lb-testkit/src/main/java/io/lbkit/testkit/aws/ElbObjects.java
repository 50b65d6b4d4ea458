package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.CloudErrorException;
import io.lbkit.testkit.wire.Page;
import io.lbkit.testkit.wire.Pagination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the objects of Elastic Load Balancing that can be seen, and cuts lists of them into pages. */
record ElbObjects(AwsState state) {
    private static final int LARGEST_PAGE = 400;

    LoadBalancer loadBalancer(String arn) {
        return visible(state.loadBalancers(), arn, LoadBalancer::created).orElseThrow(() -> noLoadBalancer(arn));
    }

    TargetGroup targetGroup(String arn) {
        return visible(state.targetGroups(), arn, TargetGroup::created).orElseThrow(() -> noTargetGroup(arn));
    }

    Listener listener(String arn) {
        return visible(state.listeners(), arn, Listener::created)
                .orElseThrow(() -> Refusals.of("ListenerNotFound", "One or more listeners not found: '" + arn + "'"));
    }

    static CloudErrorException noLoadBalancer(String name) {
        return Refusals.of("LoadBalancerNotFound", "One or more load balancers not found: '" + name + "'");
    }

    static CloudErrorException noTargetGroup(String name) {
        return Refusals.of("TargetGroupNotFound", "One or more target groups not found: '" + name + "'");
    }

    /** Refuses an ARN of nothing. */
    void checkKnown(String arn) {
        if (arn.contains(":loadbalancer/")) {
            loadBalancer(arn);
        } else if (arn.contains(":targetgroup/")) {
            targetGroup(arn);
        } else if (arn.contains(":listener/")) {
            listener(arn);
        } else {
            throw Refusals.invalid("'" + arn + "' is not a valid ARN of a load balancer, target group or listener");
        }
    }

    Stream<LoadBalancer> loadBalancers() {
        return state.loadBalancers().values().stream().filter(each -> state.visible(each.created()));
    }

    Stream<TargetGroup> targetGroups() {
        return state.targetGroups().values().stream().filter(each -> state.visible(each.created()));
    }

    Stream<Listener> listeners() {
        return state.listeners().values().stream().filter(each -> state.visible(each.created()));
    }

    private <T> Optional<T> visible(Map<String, T> all, String arn, Function<T, Instant> created) {
        return Optional.ofNullable(all.get(arn)).filter(found -> state.visible(created.apply(found)));
    }

    /** {@return a list in an answer, one page of it} */
    Xml page(AwsRequest request, String list, List<Xml> all) {
        Page<Xml> page = new Pagination("PageSize", "Marker", Math.min(LARGEST_PAGE, state.pageLimit()))
                .page(request.wire(), all);
        return Xml.empty().members(list, page.items()).with("NextMarker", page.next());
    }

    /** Refuses names that load balancers and target groups may not have. */
    static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?")) {
            throw Refusals.invalid("The name '" + name + "' must have 1 to 32 characters, only alphanumeric characters"
                    + " and hyphens, and must not begin or end with a hyphen");
        }
    }
}
