package io.lbkit.aws.internal.driver;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Writes tags of objects of ELBv2. */
final class ElbTags {
    private final AwsClients clients;

    ElbTags(AwsClients clients) {
        this.clients = clients;
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    /** {@return tags as a call takes them} */
    static List<Tag> toSdk(Map<String, String> tags) {
        return TagChange.writable(tags).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Gives an object the tags that it should have. */
    void change(String arn, Map<String, String> stored, SortedMap<String, String> wanted) {
        TagChange change = TagChange.of(stored, wanted);
        List<Tag> added = toSdk(change.put());
        if (!added.isEmpty()) {
            Calls.change(
                    () -> elb().addTags(request -> request.resourceArns(arn).tags(added)));
        }
        if (!change.removed().isEmpty()) {
            Calls.change(
                    () -> elb().removeTags(request -> request.resourceArns(arn).tagKeys(change.removed())));
        }
    }
}
