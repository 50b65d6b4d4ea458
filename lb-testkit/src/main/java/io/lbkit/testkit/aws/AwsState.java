package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** All that the stand-in knows. Not thread-safe: the server lets one request run at a time. */
final class AwsState {
    private final AwsTimes times;
    private final AwsQuotas quotas;
    private final StandInTime time;
    private final int pageLimit;
    private final Ids ids = new Ids();
    private final Tags tags;
    private final Map<String, SecurityGroup> securityGroups = new LinkedHashMap<>();
    private final Map<String, LoadBalancer> loadBalancers = new LinkedHashMap<>();
    private final Map<String, TargetGroup> targetGroups = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final BalancerInterfaces interfaces;
    private final TargetHealthPlan health = new TargetHealthPlan();
    private AwsNetwork network = AwsNetwork.builder().build();

    AwsState(AwsNetwork network, AwsTimes times, AwsQuotas quotas, StandInTime time, int pageLimit) {
        this.times = times;
        this.quotas = quotas;
        this.time = time;
        this.pageLimit = pageLimit;
        this.tags = new Tags(quotas);
        this.interfaces = new BalancerInterfaces(this);
        replaceNetwork(network);
    }

    void replaceNetwork(AwsNetwork changed) {
        network = changed;
        network.vpcs().forEach(vpc -> tags.seed(vpc.id(), vpc.tags()));
        network.subnets().forEach(subnet -> tags.seed(subnet.id(), subnet.tags()));
        network.routeTables().forEach(table -> tags.seed(table.id(), table.tags()));
        network.networkAcls().forEach(acl -> tags.seed(acl.id(), acl.tags()));
        network.instances().forEach(instance -> tags.seed(instance.id(), instance.tags()));
        network.allInterfaces().forEach(each -> tags.seed(each.id(), each.tags()));
        network.addresses().forEach(address -> tags.seed(address.allocationId(), address.tags()));
        network.prefixLists().forEach(list -> tags.seed(list.id(), list.tags()));
        network.securityGroups().forEach(this::seed);
    }

    private void seed(AwsSecurityGroup group) {
        securityGroups.computeIfAbsent(group.id(), id -> {
            SecurityGroup seeded = new SecurityGroup(id, group.name(), group.description(), group.vpcId(), Instant.MIN);
            seeded.allowEverythingOut(id.replaceFirst("^sg-", "sgr-"));
            return seeded;
        });
        tags.seed(group.id(), group.tags());
    }

    AwsNetwork network() {
        return network;
    }

    AwsTimes times() {
        return times;
    }

    AwsQuotas quotas() {
        return quotas;
    }

    StandInTime time() {
        return time;
    }

    Ids ids() {
        return ids;
    }

    Tags tags() {
        return tags;
    }

    int pageLimit() {
        return pageLimit;
    }

    Map<String, SecurityGroup> securityGroups() {
        return securityGroups;
    }

    Map<String, LoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    Map<String, TargetGroup> targetGroups() {
        return targetGroups;
    }

    Map<String, Listener> listeners() {
        return listeners;
    }

    BalancerInterfaces interfaces() {
        return interfaces;
    }

    TargetHealthPlan health() {
        return health;
    }

    /** {@return whether what was created at a moment can be seen by now} */
    boolean visible(Instant created) {
        return created.equals(Instant.MIN) || time.passed(created, times.visibility());
    }

    /** {@return the listeners of a load balancer} */
    Stream<Listener> listenersOf(LoadBalancer loadBalancer) {
        return listeners.values().stream()
                .filter(listener -> listener.loadBalancerArn().equals(loadBalancer.arn()));
    }

    /** {@return the target groups that a load balancer leads to, each once} */
    Stream<TargetGroup> targetGroupsOf(LoadBalancer loadBalancer) {
        return listenersOf(loadBalancer)
                .flatMap(listener -> listener.settings().forwards().stream())
                .map(ListenerSettings.Forward::targetGroupArn)
                .distinct()
                .flatMap(arn -> Stream.ofNullable(targetGroups.get(arn)));
    }

    /** {@return the listeners that lead to a target group} */
    Stream<Listener> listenersTo(TargetGroup group) {
        return listeners.values().stream().filter(listener -> listener.forwardsTo(group.arn()));
    }

    /** {@return the other target groups of the listeners that lead to a target group, each once} */
    Stream<TargetGroup> targetGroupsBeside(TargetGroup group) {
        return listenersTo(group)
                .flatMap(listener -> listener.settings().forwards().stream())
                .map(ListenerSettings.Forward::targetGroupArn)
                .distinct()
                .flatMap(arn -> Stream.ofNullable(targetGroups.get(arn)))
                .filter(other -> !other.arn().equals(group.arn()));
    }

    /** {@return the load balancers that lead to a target group} */
    Stream<LoadBalancer> loadBalancersOf(TargetGroup group) {
        return listenersTo(group)
                .map(Listener::loadBalancerArn)
                .distinct()
                .flatMap(arn -> Stream.ofNullable(loadBalancers.get(arn)));
    }
}
