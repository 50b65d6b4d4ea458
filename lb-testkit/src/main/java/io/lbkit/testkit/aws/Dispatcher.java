package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.CloudErrorException;
import io.lbkit.testkit.wire.Parameters;
import io.lbkit.testkit.wire.WireRequest;
import io.lbkit.testkit.wire.WireResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the action of a request, checks the request against the service model, and carries it out. */
final class Dispatcher {
    private static final Set<String> OF_THE_PROTOCOL = Set.of("Action", "Version");

    private final Map<AwsService, ServiceModel> models = new EnumMap<>(AwsService.class);
    private final Map<AwsService, Map<String, Action>> actions = new EnumMap<>(AwsService.class);
    private final List<AwsCall> calls = new ArrayList<>();

    Dispatcher(AwsState state) {
        for (AwsService service : AwsService.values()) {
            models.put(service, service.model());
            actions.put(service, new HashMap<>());
        }
        SecurityGroupActions groups = new SecurityGroupActions(state);
        add(AwsService.EC2, groups.actions());
        add(AwsService.EC2, new SecurityGroupRuleActions(state, groups).actions());
        add(AwsService.EC2, new VpcActions(state).actions());
        add(AwsService.EC2, new RoutingActions(state).actions());
        add(AwsService.EC2, new InstanceActions(state).actions());
        add(AwsService.EC2, new AddressActions(state).actions());
        add(AwsService.EC2, new Ec2TagActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new LoadBalancerActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new LoadBalancerSettingsActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new AttributeActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new TargetGroupActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new TargetActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new ListenerActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new CertificateActions(state).actions());
        add(AwsService.ELASTIC_LOAD_BALANCING, new ElbTagActions(state).actions());
    }

    private void add(AwsService service, Map<String, Action> more) {
        actionsOf(service).putAll(more);
    }

    private Map<String, Action> actionsOf(AwsService service) {
        return actions.getOrDefault(service, Map.of());
    }

    /** {@return the names of all actions of a service that can be carried out} */
    Set<String> names(AwsService service) {
        return Set.copyOf(actionsOf(service).keySet());
    }

    List<AwsCall> calls() {
        return List.copyOf(calls);
    }

    WireResponse answer(WireRequest request) {
        Optional<AwsService> service = request.parameter("Version").flatMap(AwsService::ofVersion);
        if (service.isEmpty()) {
            return AwsService.ELASTIC_LOAD_BALANCING
                    .errors()
                    .write(new CloudError(
                            400, "NoSuchVersion", "Version is that of no API of this stand-in: " + request));
        }
        try {
            return perform(service.get(), request.action().orElse(""), request);
        } catch (CloudErrorException e) {
            return service.get().errors().write(e.error());
        }
    }

    private WireResponse perform(AwsService service, String action, WireRequest request) {
        Action found = actionsOf(service).get(action);
        ServiceModel model = models.get(service);
        if (found == null || model == null) {
            throw Refusals.of("InvalidAction", "The action " + action + " is not valid for this stand-in.");
        }
        calls.add(new AwsCall(service, action));
        Arguments arguments = Arguments.of(parameters(request));
        List<Violation> violations = model.check(action, arguments);
        if (!violations.isEmpty()) {
            throw service.refusal(violations);
        }
        if (arguments.flag("DryRun").orElse(false)) {
            throw new CloudErrorException(
                    new CloudError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set."));
        }
        AwsRequest allowed = new AwsRequest(arguments, request);
        Xml result = found.perform(allowed);
        allowed.checkAllRead();
        return service.answer(action, result);
    }

    private static Parameters parameters(WireRequest request) {
        Parameters form = request.form().without(OF_THE_PROTOCOL);
        return form.entries().isEmpty() ? request.query().without(OF_THE_PROTOCOL) : form;
    }
}
