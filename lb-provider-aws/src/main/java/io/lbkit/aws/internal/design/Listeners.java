package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.internal.request.ResourceTags;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the listeners of a load balancer. */
final class Listeners {
    private static final Pattern CERTIFICATE = Pattern.compile("arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:[0-9]{12}:.+");

    private final DesignContext context;
    private final ResourceId loadBalancer;
    private final TargetGroups targetGroups;
    private final AttributeMaps attributes;
    private final DefaultActions actions;

    Listeners(DesignContext context, ResourceId loadBalancer, TargetGroups targetGroups) {
        this.context = context;
        this.loadBalancer = loadBalancer;
        this.targetGroups = targetGroups;
        this.attributes = new AttributeMaps(context);
        this.actions = new DefaultActions(context, targetGroups);
    }

    List<Resource> of(List<ListenerWish> wishes) {
        checkCertificates();
        attributes.checkParts(wishes);
        return wishes.stream().map(this::of).toList();
    }

    private Resource of(ListenerWish wish) {
        ResourceId id = AwsKinds.listener(loadBalancer.name(), wish.port());
        Optional<Resource> existing = context.request().observation().actual().get(id);
        ResourceId own = targetGroups.of(wish);
        checkStickiness(wish);
        Resource.Builder listener = context.ours(AwsKinds.LISTENER, id.name())
                .set(AwsKinds.LOAD_BALANCER_ARN, loadBalancer)
                .set(AwsKinds.LISTENER_PORT, (long) wish.port())
                .set(AwsKinds.LISTENER_PROTOCOL, wish.protocol())
                .set(AwsKinds.DEFAULT_ACTIONS, actions.of(wish, own))
                .set(AwsKinds.LISTENER_ATTRIBUTES, attributes.ofListener(wish, existing))
                .set(AwsKinds.TAGS, ResourceTags.ofService(context, String.valueOf(wish.port()), existing));
        if (wish.isTls()) {
            listener.set(AwsKinds.CERTIFICATES, certificates())
                    .set(
                            AwsKinds.SSL_POLICY,
                            context.annotations()
                                    .text(AwsAnnotation.SSL_POLICY)
                                    .orElse(context.options().defaultSslPolicy()));
            context.annotations()
                    .text(AwsAnnotation.ALPN_POLICY)
                    .ifPresentOrElse(
                            policy -> listener.set(AwsKinds.ALPN_POLICY, List.of(policy)),
                            () -> listener.unset(AwsKinds.ALPN_POLICY));
        }
        return listener.build();
    }

    private List<String> certificates() {
        return context.annotations().list(AwsAnnotation.SSL_CERT).orElse(List.of()).stream()
                .distinct()
                .toList();
    }

    private void checkCertificates() {
        for (String arn : certificates()) {
            if (!CERTIFICATE.matcher(arn).matches()) {
                context.findings()
                        .invalidAnnotation(
                                AwsAnnotation.SSL_CERT.fullName(),
                                arn,
                                "a certificate is named by an ARN such as arn:aws:acm:eu-west-1:123456789012:certificate/ID",
                                "Write the ARN of a certificate of ACM or IAM.");
            }
        }
        if (certificates().isEmpty()) {
            withoutCertificate(AwsAnnotation.SSL_PORTS);
            withoutCertificate(AwsAnnotation.SSL_POLICY);
            withoutCertificate(AwsAnnotation.ALPN_POLICY);
        }
    }

    private void withoutCertificate(AwsAnnotation annotation) {
        String written = context.service().annotations().get(annotation.fullName());
        if (written != null) {
            context.findings()
                    .warn(
                            Codes.RISKY,
                            FindingKind.RISKY_CONFIGURATION,
                            Findings.field(annotation.fullName()),
                            written,
                            "Without a certificate no listener speaks TLS, so " + annotation.fullName()
                                    + " has no effect.",
                            "Name a certificate with " + AwsAnnotation.SSL_CERT.fullName()
                                    + ", or remove the annotation.");
        }
    }

    private void checkStickiness(ListenerWish wish) {
        if (!wish.isTls()) {
            return;
        }
        Map<String, String> common = context.annotations().map(AwsAnnotation.TARGET_GROUP_ATTRIBUTES);
        Map<String, String> own = context.annotations()
                .parts(AwsAnnotation.TARGET_GROUP_ATTRIBUTES)
                .getOrDefault(String.valueOf(wish.port()), Map.of());
        String sticky =
                own.getOrDefault(KnownAttribute.STICKINESS, common.getOrDefault(KnownAttribute.STICKINESS, "false"));
        if (sticky.equals("true")) {
            context.findings()
                    .conflict(
                            AwsAnnotation.TARGET_GROUP_ATTRIBUTES.fullName(),
                            KnownAttribute.STICKINESS + "=true",
                            "a TLS listener, as on port " + wish.port() + ", has no sticky clients",
                            "Write " + AwsAnnotation.TARGET_GROUP_ATTRIBUTES.fullName(String.valueOf(wish.port()))
                                    + " with " + KnownAttribute.STICKINESS + "=false, or leave the port without TLS.");
        }
    }
}
