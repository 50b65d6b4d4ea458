package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says where a listener sends packets to: to the target group of its port, or to several by weight. */
final class DefaultActions {
    private final DesignContext context;
    private final TargetGroups targetGroups;

    DefaultActions(DesignContext context, TargetGroups targetGroups) {
        this.context = context;
        this.targetGroups = targetGroups;
    }

    /** {@return the value of {@code DefaultActions}: one forward action} */
    SpecValue of(ListenerWish wish, ResourceId own) {
        String written = context.annotations().actions().get(wish.part());
        if (written == null) {
            return forward(List.of(tuple(new SpecValue.Ref(own), Optional.empty())), Optional.empty());
        }
        String annotation = AwsAnnotation.ACTIONS.fullName(wish.part());
        try {
            ForwardAction action = ForwardActionParser.parse(written);
            List<SpecValue> tuples = new ArrayList<>();
            tuples.add(tuple(new SpecValue.Ref(own), action.baseWeight()));
            action.others()
                    .forEach(other -> target(annotation, wish, other)
                            .ifPresent(target -> tuples.add(tuple(target, other.weight()))));
            if (wish.isTls() && action.sticky().orElse(false)) {
                context.findings()
                        .conflict(
                                annotation,
                                "targetGroupStickinessConfig.enabled",
                                "clients of a TLS listener do not stay with a target group",
                                "Remove targetGroupStickinessConfig.");
            }
            return forward(tuples, action.sticky());
        } catch (InvalidValueException e) {
            context.findings()
                    .invalidAnnotation(
                            annotation,
                            e.value().isEmpty() ? written : e.value(),
                            e.field() + ": " + e.rule(),
                            "Write {\"type\":\"forward\",\"forwardConfig\":{\"baseServiceWeight\":90,\"targetGroups\":"
                                    + "[{\"serviceName\":\"NAME\",\"servicePort\":80,\"weight\":10}]}}.");
            return forward(List.of(tuple(new SpecValue.Ref(own), Optional.empty())), Optional.empty());
        }
    }

    private Optional<SpecValue> target(String annotation, ListenerWish wish, ForwardAction.Other other) {
        if (other instanceof ForwardAction.Existing existing) {
            return arn(annotation, existing.arn());
        } else if (other instanceof ForwardAction.OfService named) {
            return ofService(annotation, wish, named);
        }
        return Optional.empty();
    }

    private Optional<SpecValue> arn(String annotation, String arn) {
        if (!arn.matches("arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/.+")) {
            context.findings()
                    .invalidAnnotation(
                            annotation,
                            arn,
                            "a target group is named by an ARN such as "
                                    + "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/NAME/ID",
                            "Write the ARN of a target group.");
            return Optional.empty();
        }
        return Optional.of(SpecValue.of(arn));
    }

    private Optional<SpecValue> ofService(String annotation, ListenerWish wish, ForwardAction.OfService named) {
        ServiceKey key = ServiceKey.of(context.service().key().namespace(), named.service());
        Optional<Service> service = context.request().cluster().service(key);
        if (service.isEmpty()) {
            context.findings()
                    .missing(
                            Findings.field(annotation),
                            named.service(),
                            "there is no Service " + key,
                            "Create the Service, or correct serviceName.");
            return Optional.empty();
        }
        Optional<ServicePort> port = service.get().ports().stream()
                .filter(candidate -> named.port().equals(String.valueOf(candidate.port()))
                        || named.port().equals(candidate.name()))
                .findFirst();
        if (port.isEmpty()) {
            context.findings()
                    .missing(
                            Findings.field(annotation),
                            named.port(),
                            "the Service " + key + " has no such port",
                            "Correct servicePort.");
            return Optional.empty();
        }
        String protocol = wish.isTls() && named.decrypt() ? "TCP" : wish.protocol();
        return Optional.of(new SpecValue.Ref(targetGroups.of(service.get(), port.get(), protocol)));
    }

    private static SpecValue tuple(SpecValue targetGroup, Optional<Long> weight) {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        fields.put("TargetGroupArn", targetGroup);
        weight.ifPresent(share -> fields.put("Weight", SpecValue.of(share)));
        return new SpecValue.Mapping(fields);
    }

    private static SpecValue forward(List<SpecValue> tuples, Optional<Boolean> sticky) {
        SortedMap<String, SpecValue> config = new TreeMap<>();
        config.put("TargetGroups", new SpecValue.Sequence(tuples));
        sticky.ifPresent(on -> config.put(
                "TargetGroupStickinessConfig",
                new SpecValue.Mapping(new TreeMap<>(Map.of("Enabled", SpecValue.of(on))))));
        SortedMap<String, SpecValue> action = new TreeMap<>();
        action.put("Type", SpecValue.of("forward"));
        action.put("ForwardConfig", new SpecValue.Mapping(config));
        return new SpecValue.Sequence(List.of(new SpecValue.Mapping(action)));
    }
}
