package io.lbkit.aws.internal.driver;

import io.lbkit.model.lb.ResourceStatus;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerState;

/** Translates the states of load balancers. */
final class LoadBalancerStates {
    private LoadBalancerStates() {}

    /** {@return the state; one that is being set up is so since it was made} */
    static ResourceStatus status(LoadBalancer loadBalancer) {
        Optional<LoadBalancerState> told = Optional.ofNullable(loadBalancer.state());
        ResourceStatus.State state = told.map(LoadBalancerStates::state).orElse(ResourceStatus.State.UNKNOWN);
        String reason = told.map(LoadBalancerState::reason).orElse("");
        return new ResourceStatus(
                state,
                reason,
                state == ResourceStatus.State.PROVISIONING
                        ? Optional.ofNullable(loadBalancer.createdTime())
                        : Optional.empty());
    }

    private static ResourceStatus.State state(LoadBalancerState told) {
        return switch (told.code()) {
            case ACTIVE -> ResourceStatus.State.READY;
            case PROVISIONING -> ResourceStatus.State.PROVISIONING;
            case ACTIVE_IMPAIRED -> ResourceStatus.State.IMPAIRED;
            case FAILED -> ResourceStatus.State.FAILED;
            case UNKNOWN_TO_SDK_VERSION -> ResourceStatus.State.UNKNOWN;
        };
    }
}
