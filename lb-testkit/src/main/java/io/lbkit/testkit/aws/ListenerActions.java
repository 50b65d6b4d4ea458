package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Listeners themselves. */
final class ListenerActions {
    private static final int ARNS_PER_CALL = 20;

    private final AwsState state;
    private final ElbObjects objects;
    private final ListenerReader reader;
    private final ListenerFit fit;
    private final AttributeTable attributes = AttributeTable.read("listener");

    ListenerActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
        this.reader = new ListenerReader(state);
        this.fit = new ListenerFit(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "CreateListener", this::create,
                "DescribeListeners", this::describe,
                "ModifyListener", this::modify,
                "DeleteListener", this::delete);
    }

    private Xml create(AwsRequest request) {
        LoadBalancer loadBalancer = objects.loadBalancer(request.required("LoadBalancerArn"));
        ListenerSettings wanted = reader.read(request, Optional.empty());
        Map<String, String> tags = Tags.read(request.list("Tags"), "DuplicateTagKeys", "ValidationError");
        Listener listener = present(loadBalancer, wanted).orElseGet(() -> created(loadBalancer, wanted, tags));
        return Xml.empty().members("Listeners", List.of(listener.xml()));
    }

    /** A repeated creation finds what the first one made, but only with the same settings. */
    private Optional<Listener> present(LoadBalancer loadBalancer, ListenerSettings wanted) {
        return state.listenersOf(loadBalancer)
                .filter(listener -> listener.settings().equals(wanted))
                .findFirst();
    }

    private Listener created(LoadBalancer loadBalancer, ListenerSettings wanted, Map<String, String> tags) {
        fit.check(loadBalancer, wanted, state.listenersOf(loadBalancer).toList());
        String arn = state.ids().listener(loadBalancer.arn());
        state.tags().check(arn, tags, "TooManyTags");
        Listener listener =
                new Listener(arn, loadBalancer.arn(), wanted, state.time().now());
        listener.change(wanted, attributes.defaults());
        state.tags().put(arn, tags);
        state.listeners().put(arn, listener);
        Attachments.follow(state);
        return listener;
    }

    private Xml describe(AwsRequest request) {
        Optional<String> loadBalancer = request.text("LoadBalancerArn");
        List<String> arns = request.texts("ListenerArns");
        if (loadBalancer.isPresent() == !arns.isEmpty()) {
            throw Refusals.invalid("You must specify either listener ARNs or a load balancer ARN");
        }
        if (arns.size() > ARNS_PER_CALL) {
            throw Refusals.invalid("At most " + ARNS_PER_CALL + " listeners can be described by ARN");
        }
        Stream<Listener> found = loadBalancer.isPresent()
                ? of(objects.loadBalancer(loadBalancer.get()))
                : arns.stream().distinct().map(objects::listener);
        return objects.page(request, "Listeners", found.map(Listener::xml).toList());
    }

    private Stream<Listener> of(LoadBalancer loadBalancer) {
        return objects.listeners().filter(listener -> listener.loadBalancerArn().equals(loadBalancer.arn()));
    }

    private Xml modify(AwsRequest request) {
        Listener listener = objects.listener(request.required("ListenerArn"));
        LoadBalancer loadBalancer = objects.loadBalancer(listener.loadBalancerArn());
        ListenerSettings wanted = reader.read(request, Optional.of(listener.settings()));
        List<Listener> others = state.listenersOf(loadBalancer)
                .filter(other -> other != listener)
                .toList();
        fit.check(loadBalancer, wanted, others);
        listener.change(wanted, attributes.defaults());
        Attachments.follow(state);
        return Xml.empty().members("Listeners", List.of(listener.xml()));
    }

    private Xml delete(AwsRequest request) {
        Listener listener = objects.listener(request.required("ListenerArn"));
        state.listeners().remove(listener.arn());
        state.tags().forget(listener.arn());
        Attachments.follow(state);
        return Xml.empty();
    }
}
