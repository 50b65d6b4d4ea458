package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A Network Load Balancer. Not thread-safe. */
final class LoadBalancer {
    private final String arn;
    private final String name;
    private final String vpcId;
    private final Instant created;
    private final boolean withSecurityGroups;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private BalancerSettings settings;
    private Optional<Integer> capacity = Optional.empty();
    private Optional<Instant> capacityChanged = Optional.empty();

    LoadBalancer(String arn, String name, String vpcId, BalancerSettings settings, Instant created) {
        this.arn = arn;
        this.name = name;
        this.vpcId = vpcId;
        this.settings = settings;
        this.created = created;
        this.withSecurityGroups = !settings.securityGroups().isEmpty();
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    String vpcId() {
        return vpcId;
    }

    Instant created() {
        return created;
    }

    /** {@return whether it was created with security groups: only then it can have others} */
    boolean withSecurityGroups() {
        return withSecurityGroups;
    }

    SortedMap<String, String> attributes() {
        return attributes;
    }

    BalancerSettings settings() {
        return settings;
    }

    void change(BalancerSettings changed) {
        settings = changed;
    }

    List<ZoneMapping> zones() {
        return settings.zones();
    }

    List<String> securityGroups() {
        return settings.securityGroups();
    }

    Optional<Integer> capacity() {
        return capacity;
    }

    /** {@return when the reservation was last changed} */
    Optional<Instant> capacityChanged() {
        return capacityChanged;
    }

    void reserve(Optional<Integer> units, Instant moment) {
        capacity = units;
        capacityChanged = Optional.of(moment);
    }

    /** {@return for example {@code shop-0000000000000001.elb.us-east-1.amazonaws.com}} */
    String dnsName() {
        return name + "-" + arn.substring(arn.lastIndexOf('/') + 1) + ".elb." + Ids.region() + ".amazonaws.com";
    }
}
