package io.lbkit.aws.internal.driver;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** The certificates of a TLS listener: the default one first. */
final class Certificates {
    private Certificates() {}

    /** {@return the ARNs of all certificates of a listener} */
    static List<String> arns(ElbReads elb, Listener listener) {
        List<String> arns = new ArrayList<>();
        listener.certificates().forEach(certificate -> arns.add(certificate.certificateArn()));
        elb.certificates(listener.listenerArn()).stream()
                .filter(certificate -> !Boolean.TRUE.equals(certificate.isDefault()))
                .map(Certificate::certificateArn)
                .filter(arn -> !arns.contains(arn))
                .sorted()
                .forEach(arns::add);
        return arns;
    }
}
