package io.lbkit.aws.internal.driver;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Writes tags of objects of ELBv2. */
final class ElbTags {
    private static final String OF_AWS = "aws:";

    private final AwsClients clients;

    ElbTags(AwsClients clients) {
        this.clients = clients;
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    /** {@return tags as a call takes them} */
    static List<Tag> toSdk(Map<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> !tag.getKey().startsWith(OF_AWS))
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Gives an object the tags that it should have. */
    void change(String arn, Map<String, String> stored, SortedMap<String, String> wanted) {
        SortedMap<String, String> put = new TreeMap<>(wanted);
        put.entrySet().removeAll(stored.entrySet());
        List<Tag> added = toSdk(put);
        if (!added.isEmpty()) {
            Calls.change(
                    () -> elb().addTags(request -> request.resourceArns(arn).tags(added)));
        }
        SortedSet<String> removed = new TreeSet<>(stored.keySet());
        removed.removeAll(wanted.keySet());
        removed.removeIf(key -> key.startsWith(OF_AWS));
        if (!removed.isEmpty()) {
            Calls.change(
                    () -> elb().removeTags(request -> request.resourceArns(arn).tagKeys(removed)));
        }
    }
}
