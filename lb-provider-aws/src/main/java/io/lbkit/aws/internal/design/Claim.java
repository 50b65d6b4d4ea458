package io.lbkit.aws.internal.design;

import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.FindingKind;
import java.util.Optional;

/** Whether a Service asks for this provider: by its class, or where it has none by annotations. Nothing else claims it. */
final class Claim {
    private static final String CLASS_FIELD = "spec.loadBalancerClass";
    private static final String TYPE = AwsAnnotation.TYPE.fullName();
    private static final String TARGET_TYPE = AwsAnnotation.TARGET_TYPE.fullName();

    private Claim() {}

    /** {@return whether it does; if not, the findings say why} */
    static boolean isOurs(Service service, ControllerOptions options, Findings findings) {
        Optional<String> written = service.loadBalancerClass();
        if (written.isPresent()) {
            return isOurClass(written.get(), options, findings);
        }
        String type = service.annotations().getOrDefault(TYPE, "");
        String targets = service.annotations().getOrDefault(TARGET_TYPE, "");
        if (type.equals("nlb-ip") || (type.equals("external") && isTargetType(targets))) {
            return true;
        }
        if (type.equals("external")) {
            notClaimed(
                    findings,
                    Findings.field(TYPE),
                    type,
                    "The annotation " + TYPE + " is external, and " + TARGET_TYPE + " is "
                            + (targets.isEmpty() ? "missing" : "'" + targets + "'")
                            + ": both together claim the Service, so nobody serves it.",
                    "Write instance or ip as " + TARGET_TYPE + ".");
        } else {
            notClaimed(
                    findings,
                    CLASS_FIELD,
                    type,
                    "Neither a load balancer class nor annotations ask for this provider"
                            + (type.isEmpty()
                                    ? "."
                                    : "; type '" + type + "' belongs to the provider inside Kubernetes."),
                    "Nothing, or recreate the Service with spec.loadBalancerClass " + options.loadBalancerClass()
                            + ".");
        }
        return false;
    }

    /** {@return whether pods are the targets because of the old form of the type} */
    static boolean isNlbIp(Service service) {
        return service.loadBalancerClass().isEmpty()
                && service.annotations().getOrDefault(TYPE, "").equals("nlb-ip");
    }

    private static boolean isOurClass(String written, ControllerOptions options, Findings findings) {
        if (written.equals(options.loadBalancerClass())) {
            return true;
        }
        findings.inform(
                Codes.OTHER_CLASS,
                FindingKind.NOT_MANAGED,
                CLASS_FIELD,
                written,
                "The load balancer class is '" + written
                        + "', so another implementation serves the Service; this one serves '"
                        + options.loadBalancerClass() + "'.",
                "Nothing, or recreate the Service with spec.loadBalancerClass " + options.loadBalancerClass() + ".");
        return false;
    }

    private static boolean isTargetType(String text) {
        return text.equals("ip") || text.equals("instance");
    }

    private static void notClaimed(Findings findings, String about, String value, String message, String remedy) {
        findings.inform(Codes.NOT_CLAIMED, FindingKind.NOT_MANAGED, about, value, message, remedy);
    }
}
