package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The quotas of the account. Immutable. */
public final class AwsQuotas {
    /** A quota, with the value that a new account has. */
    public enum Quota {
        /** Network Load Balancers in the region. */
        LOAD_BALANCERS("network-load-balancers", 50),
        /** Listeners of a load balancer. */
        LISTENERS("listeners-per-network-load-balancer", 50),
        /** Target groups in the region. */
        TARGET_GROUPS("target-groups", 3000),
        /** Targets of a target group. */
        TARGETS_PER_GROUP("targets-per-target-group", 1000),
        /** Targets behind a load balancer; one that is in two target groups counts twice. */
        TARGETS_PER_LOAD_BALANCER("targets-per-network-load-balancer", 3000),
        /** Certificates of a load balancer, without the default ones. */
        CERTIFICATES("certificates-per-network-load-balancer", 25),
        /** Target groups of an action of a listener. */
        TARGET_GROUPS_PER_ACTION("target-groups-per-action-on-network-load-balancer", 5),
        /** Tags of an object. */
        TAGS("", 50),
        /** Inbound rules of a security group; a prefix list counts for its largest size. */
        RULES_PER_SECURITY_GROUP("", 60),
        /** Security groups of a load balancer. */
        SECURITY_GROUPS_PER_LOAD_BALANCER("", 5);

        private final String limit;
        private final int standard;

        Quota(String limit, int standard) {
            this.limit = limit;
            this.standard = standard;
        }

        /** {@return its name in {@code DescribeAccountLimits}; empty if it is not told there} */
        public String limit() {
            return limit;
        }
    }

    private final Map<Quota, Integer> changed;

    private AwsQuotas(Map<Quota, Integer> changed) {
        this.changed = Collections.unmodifiableMap(changed);
    }

    /** {@return the quotas of a new account} */
    public static AwsQuotas standard() {
        return new AwsQuotas(new EnumMap<>(Quota.class));
    }

    /**
     * {@return the same with another value of a quota}
     *
     * @param quota which one
     * @param value 0 or more
     * @throws InvalidValueException if the value is negative
     */
    public AwsQuotas with(Quota quota, int value) {
        if (value < 0) {
            throw InvalidValueException.of(quota.name(), value, "a quota is not negative");
        }
        Map<Quota, Integer> next = new EnumMap<>(Quota.class);
        next.putAll(changed);
        next.put(quota, value);
        return new AwsQuotas(next);
    }

    /**
     * {@return the value of a quota}
     *
     * @param quota which one
     */
    public int of(Quota quota) {
        return changed.getOrDefault(quota, quota.standard);
    }

    /** Refuses a count that is over a quota. */
    void check(Quota quota, int count, String code) {
        if (count > of(quota)) {
            throw Refusals.of(
                    code, "The quota " + quota + " of this account is " + of(quota) + ", this would make " + count);
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(Quota.values())
                .map(quota -> quota + "=" + of(quota))
                .toList()
                .toString();
    }
}
