package io.lbkit.testkit.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Works out the health of targets from the time, from what leads to them, and from what their checks come to. */
record TargetHealthView(AwsState state) {
    /** Forgets targets that have drained. */
    void settle(TargetGroup group) {
        Duration delay =
                Duration.ofSeconds(Long.parseLong(group.attributes().get("deregistration_delay.timeout_seconds")));
        group.targets()
                .values()
                .removeIf(target -> target.leaving()
                        .filter(since -> state.time().passed(since, delay))
                        .isPresent());
    }

    AwsTargetHealth of(TargetGroup group, Target target) {
        if (target.leaving().isPresent()) {
            return AwsTargetHealth.of(
                    "draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
        }
        return unused(group, target)
                .or(() -> initial(group, target))
                .orElseGet(() -> state.health().of(target.key()));
    }

    private Optional<AwsTargetHealth> unused(TargetGroup group, Target target) {
        if (group.instances()
                && state.network()
                        .instance(target.key().id())
                        .filter(AwsInstance::running)
                        .isEmpty()) {
            return Optional.of(AwsTargetHealth.of("unused", "Target.InvalidState", "Target is in the stopped state"));
        }
        if (group.attached().isEmpty()) {
            return Optional.of(AwsTargetHealth.of(
                    "unused",
                    "Target.NotInUse",
                    "Target group is not configured to receive traffic from the load balancer"));
        }
        String zone = zone(group, target);
        if (!zone.equals("all") && !zones(group).contains(zone)) {
            return Optional.of(AwsTargetHealth.of(
                    "unused",
                    "Target.NotInUse",
                    "Target is in an Availability Zone that is not enabled for the load balancer"));
        }
        return Optional.empty();
    }

    private Optional<AwsTargetHealth> initial(TargetGroup group, Target target) {
        Instant attached = group.attached().orElse(Instant.MIN);
        Instant since = attached.isAfter(target.registered()) ? attached : target.registered();
        boolean active = state.loadBalancersOf(group)
                .allMatch(each ->
                        state.time().passed(each.created(), state.times().provisioning()));
        Duration registration = state.times().registration();
        if (!active || !state.time().passed(since, registration)) {
            return Optional.of(
                    AwsTargetHealth.of("initial", "Elb.RegistrationInProgress", "Target registration is in progress"));
        }
        if (!state.time().passed(since, registration.plus(state.times().firstChecks()))) {
            return Optional.of(
                    AwsTargetHealth.of("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"));
        }
        return Optional.empty();
    }

    private List<String> zones(TargetGroup group) {
        return state.loadBalancersOf(group)
                .flatMap(each -> each.zones().stream())
                .map(ZoneMapping::zone)
                .toList();
    }

    /** {@return the zone of a target: where its instance or its address is, unless it was said} */
    String zone(TargetGroup group, Target target) {
        return target.zone()
                .or(() -> TargetPlace.zoneOf(state, group, target.key().id()))
                .orElse("all");
    }
}
