package io.lbkit.aws.internal.driver;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Writes tags of objects of EC2. */
final class Ec2Tags {
    private final AwsClients clients;

    Ec2Tags(AwsClients clients) {
        this.clients = clients;
    }

    private Ec2Client ec2() {
        return clients.ec2();
    }

    /** {@return tags as a call takes them} */
    static List<Tag> toSdk(Map<String, String> tags) {
        return TagChange.writable(tags).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** Gives an object the tags that it should have. */
    void change(String id, Map<String, String> stored, SortedMap<String, String> wanted) {
        TagChange change = TagChange.of(stored, wanted);
        List<Tag> added = toSdk(change.put());
        if (!added.isEmpty()) {
            Calls.change(() -> ec2().createTags(request -> request.resources(id).tags(added)));
        }
        if (!change.removed().isEmpty()) {
            List<Tag> keys = change.removed().stream()
                    .map(key -> Tag.builder().key(key).build())
                    .toList();
            Calls.change(() -> ec2().deleteTags(request -> request.resources(id).tags(keys)));
        }
    }

    /** Gives many objects a tag. */
    void put(SortedSet<String> ids, String key) {
        if (!ids.isEmpty()) {
            Tag tag = Tag.builder().key(key).value("").build();
            Calls.change(
                    () -> ec2().createTags(request -> request.resources(ids).tags(tag)));
        }
    }

    /** Takes a tag from many objects. */
    void remove(SortedSet<String> ids, String key) {
        if (!ids.isEmpty()) {
            Tag tag = Tag.builder().key(key).build();
            Calls.change(
                    () -> ec2().deleteTags(request -> request.resources(ids).tags(tag)));
        }
    }
}
