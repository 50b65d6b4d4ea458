package io.lbkit.aws.internal.driver;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The reading calls of ELBv2: all pages, and as many objects a call as it takes. */
final class ElbReads {
    private static final int PAGE = 400;
    private static final int ARNS_PER_CALL = 20;

    private final AwsClients clients;

    ElbReads(AwsClients clients) {
        this.clients = clients;
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    List<LoadBalancer> loadBalancers() {
        return Calls.read(
                () -> elb().describeLoadBalancersPaginator(request -> request.pageSize(PAGE)).loadBalancers().stream()
                        .toList());
    }

    List<TargetGroup> targetGroups() {
        return Calls.read(
                () -> elb().describeTargetGroupsPaginator(request -> request.pageSize(PAGE)).targetGroups().stream()
                        .toList());
    }

    Optional<LoadBalancer> loadBalancer(String name) {
        return Calls.read(() -> {
            try {
                return elb().describeLoadBalancers(request -> request.names(name)).loadBalancers().stream()
                        .findFirst();
            } catch (LoadBalancerNotFoundException nothing) {
                return Optional.<LoadBalancer>empty();
            }
        });
    }

    Optional<TargetGroup> targetGroup(String name) {
        return Calls.read(() -> {
            try {
                return elb().describeTargetGroups(request -> request.names(name)).targetGroups().stream()
                        .findFirst();
            } catch (TargetGroupNotFoundException nothing) {
                return Optional.<TargetGroup>empty();
            }
        });
    }

    List<Listener> listeners(String loadBalancerArn) {
        return Calls.read(() -> elb()
                .describeListenersPaginator(
                        request -> request.loadBalancerArn(loadBalancerArn).pageSize(PAGE))
                .listeners()
                .stream()
                .toList());
    }

    List<Certificate> certificates(String listenerArn) {
        return Calls.read(() -> elb()
                .describeListenerCertificatesPaginator(
                        request -> request.listenerArn(listenerArn).pageSize(PAGE))
                .certificates()
                .stream()
                .toList());
    }

    /** {@return the tags of each object, those without a tag too} */
    Map<String, SortedMap<String, String>> tags(Collection<String> arns) {
        Map<String, SortedMap<String, String>> tags = new HashMap<>();
        for (List<String> piece : Lists.pieces(arns, ARNS_PER_CALL)) {
            Calls.read(() -> elb().describeTags(request -> request.resourceArns(piece)))
                    .tagDescriptions()
                    .forEach(description -> tags.put(description.resourceArn(), plain(description.tags())));
        }
        return tags;
    }

    /** {@return the tags of each object that is still there: one that went after it was listed must not hide the others} */
    Map<String, SortedMap<String, String>> tagsOfThoseThere(Collection<String> arns) {
        Map<String, SortedMap<String, String>> tags = new HashMap<>();
        for (List<String> piece : Lists.pieces(arns, ARNS_PER_CALL)) {
            Calls.ifThere(() -> tags(piece))
                    .ifPresentOrElse(
                            tags::putAll,
                            () -> piece.forEach(arn -> tagsIfThere(arn).ifPresent(found -> tags.put(arn, found))));
        }
        return tags;
    }

    /** {@return the listeners of a load balancer; none if it went after it was listed} */
    List<Listener> listenersIfThere(String loadBalancerArn) {
        return Calls.ifThere(() -> listeners(loadBalancerArn)).orElse(List.of());
    }

    /** {@return the tags of one object} */
    SortedMap<String, String> tags(String arn) {
        return tags(List.of(arn)).getOrDefault(arn, new TreeMap<>());
    }

    /** {@return the tags of one object; nothing if it does not exist} */
    Optional<SortedMap<String, String>> tagsIfThere(String arn) {
        return Calls.ifThere(() -> tags(arn));
    }

    SortedMap<String, String> loadBalancerAttributes(String arn) {
        SortedMap<String, String> attributes = new TreeMap<>();
        Calls.read(() -> elb().describeLoadBalancerAttributes(request -> request.loadBalancerArn(arn)))
                .attributes()
                .forEach(attribute -> attributes.put(attribute.key(), text(attribute.value())));
        return attributes;
    }

    SortedMap<String, String> targetGroupAttributes(String arn) {
        SortedMap<String, String> attributes = new TreeMap<>();
        Calls.read(() -> elb().describeTargetGroupAttributes(request -> request.targetGroupArn(arn)))
                .attributes()
                .forEach(attribute -> attributes.put(attribute.key(), text(attribute.value())));
        return attributes;
    }

    SortedMap<String, String> listenerAttributes(String arn) {
        SortedMap<String, String> attributes = new TreeMap<>();
        Calls.read(() -> elb().describeListenerAttributes(request -> request.listenerArn(arn)))
                .attributes()
                .forEach(attribute -> attributes.put(attribute.key(), text(attribute.value())));
        return attributes;
    }

    /** {@return the capacity units that are reserved; 0 if none are} */
    long capacityUnits(String arn) {
        return Calls.read(
                () -> Optional.ofNullable(elb().describeCapacityReservation(request -> request.loadBalancerArn(arn))
                                .minimumLoadBalancerCapacity())
                        .map(capacity -> capacity.capacityUnits())
                        .map(Integer::longValue)
                        .orElse(0L));
    }

    List<TargetHealthDescription> targets(String targetGroupArn) {
        return Calls.read(() -> elb().describeTargetHealth(request -> request.targetGroupArn(targetGroupArn)))
                .targetHealthDescriptions();
    }

    static SortedMap<String, String> plain(Collection<Tag> tags) {
        SortedMap<String, String> plain = new TreeMap<>();
        tags.forEach(tag -> plain.put(tag.key(), text(tag.value())));
        return plain;
    }

    /** The SDK gives null for an element without text. */
    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
