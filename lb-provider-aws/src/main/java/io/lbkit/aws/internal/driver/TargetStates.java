package io.lbkit.aws.internal.driver;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;

/** Translates targets and their health. A target that is leaving is none any more. */
final class TargetStates {
    private static final String EVERY_ZONE = "all";

    private TargetStates() {}

    /** {@return the targets that are registered} */
    static MemberSet members(TargetGroup group, Collection<TargetHealthDescription> targets) {
        List<Member> members = new ArrayList<>();
        targets.stream()
                .filter(target -> !isLeaving(target))
                .forEach(target -> members.add(member(group, target.target())));
        return MemberSet.of(members);
    }

    /** {@return the health of the targets, those that are leaving too} */
    static Map<MemberKey, MemberHealth> health(TargetGroup group, Collection<TargetHealthDescription> targets) {
        Map<MemberKey, MemberHealth> health = new HashMap<>();
        targets.forEach(target -> health.put(member(group, target.target()).key(), health(target)));
        return health;
    }

    private static boolean isLeaving(TargetHealthDescription target) {
        String state = state(target);
        return state.equals("draining") || state.equals("unhealthy.draining");
    }

    private static Member member(TargetGroup group, TargetDescription target) {
        boolean isInstance = "instance".equals(group.targetTypeAsString());
        boolean hasOwnPort =
                target.port() != null && !(isInstance && target.port().equals(group.port()));
        Member.Builder member = Member.builder()
                .id(target.id())
                .port(hasOwnPort ? OptionalInt.of(target.port()) : OptionalInt.empty())
                .zone(Optional.ofNullable(target.availabilityZone()).filter(EVERY_ZONE::equals))
                .routingId(Optional.ofNullable(target.quicServerId()));
        if (!isInstance) {
            member.address(IpAddress.parseStored(target.id()));
        }
        return member.build();
    }

    /** {@return a member as a call takes it} */
    static TargetDescription target(Member member) {
        TargetDescription.Builder target = TargetDescription.builder().id(member.id());
        member.port().ifPresent(target::port);
        member.zone().filter(EVERY_ZONE::equals).ifPresent(target::availabilityZone);
        member.routingId().ifPresent(target::quicServerId);
        return target.build();
    }

    private static String state(TargetHealthDescription target) {
        return Optional.ofNullable(target.targetHealth())
                .map(TargetHealth::stateAsString)
                .orElse("");
    }

    private static MemberHealth health(TargetHealthDescription target) {
        MemberHealth.State state = switch (state(target)) {
            case "healthy" -> MemberHealth.State.HEALTHY;
            case "unhealthy" -> MemberHealth.State.UNHEALTHY;
            case "initial" -> MemberHealth.State.INITIAL;
            case "draining", "unhealthy.draining" -> MemberHealth.State.DRAINING;
            case "unused" -> MemberHealth.State.UNUSED;
            default -> MemberHealth.State.UNKNOWN;
        };
        return new MemberHealth(state, reason(target));
    }

    /** The description repeats the reason in other words, unless the target answered with a code, which stands there alone. */
    private static String reason(TargetHealthDescription target) {
        TargetHealth health = target.targetHealth();
        if (health == null || health.reasonAsString() == null) {
            return "";
        }
        boolean answered = health.reason() == TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH;
        return answered && health.description() != null
                ? health.reasonAsString() + ": " + health.description()
                : health.reasonAsString();
    }
}
