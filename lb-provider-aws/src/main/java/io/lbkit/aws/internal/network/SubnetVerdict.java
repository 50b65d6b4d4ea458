package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Subnet;
import java.util.Optional;

/**
 * What was decided about one subnet.
 *
 * @param subnet the subnet
 * @param out why it is not used; nothing if it is
 */
record SubnetVerdict(Subnet subnet, Optional<String> out) {
    static SubnetVerdict in(Subnet subnet) {
        return new SubnetVerdict(subnet, Optional.empty());
    }

    static SubnetVerdict out(Subnet subnet, String why) {
        return new SubnetVerdict(subnet, Optional.of(why));
    }

    boolean isIn() {
        return out.isEmpty();
    }

    @Override
    public String toString() {
        return subnet.id() + " in " + subnet.availabilityZone() + " " + out.orElse("is used");
    }
}
