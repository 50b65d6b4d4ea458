package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;

/** Says which fields of a Service have no effect on a Network Load Balancer. */
final class SpecFields {
    private SpecFields() {}

    static void check(DesignContext context) {
        Service service = context.service();
        service.loadBalancerIp()
                .filter(text -> !text.isBlank())
                .ifPresent(text -> ignored(
                        context,
                        Severity.WARNING,
                        "spec.loadBalancerIP",
                        text,
                        "A Network Load Balancer does not take its address from spec.loadBalancerIP.",
                        "Use " + AwsAnnotation.EIP_ALLOCATIONS.fullName() + " or "
                                + AwsAnnotation.PRIVATE_IPV4_ADDRESSES.fullName() + "."));
        if (service.sessionAffinity() == SessionAffinity.CLIENT_IP && !isSticky(context)) {
            ignored(
                    context,
                    Severity.WARNING,
                    "spec.sessionAffinity",
                    service.sessionAffinity().apiName(),
                    "The load balancer spreads the connections of one client over all targets.",
                    "Add stickiness.enabled=true,stickiness.type=source_ip to "
                            + AwsAnnotation.TARGET_GROUP_ATTRIBUTES.fullName() + ".");
        }
        for (ServicePort port : service.ports()) {
            port.appProtocol()
                    .ifPresent(text -> ignored(
                            context,
                            Severity.INFO,
                            "spec.ports[" + service.ports().indexOf(port) + "].appProtocol",
                            text,
                            "A Network Load Balancer does not look at application protocols.",
                            "Nothing."));
        }
    }

    private static boolean isSticky(DesignContext context) {
        return "true"
                .equals(context.annotations()
                        .map(AwsAnnotation.TARGET_GROUP_ATTRIBUTES)
                        .get(KnownAttribute.STICKINESS));
    }

    private static void ignored(
            DesignContext context, Severity severity, String about, String value, String message, String remedy) {
        if (severity == Severity.WARNING) {
            context.findings()
                    .warn(Codes.IGNORED_FIELD, FindingKind.UNSUPPORTED_CONFIGURATION, about, value, message, remedy);
        } else {
            context.findings()
                    .inform(Codes.IGNORED_FIELD, FindingKind.UNSUPPORTED_CONFIGURATION, about, value, message, remedy);
        }
    }
}
