package io.lbkit.aws.internal.driver;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Writes tags of objects of EC2. */
final class Ec2Tags {
    private static final String OF_AWS = "aws:";

    private final AwsClients clients;

    Ec2Tags(AwsClients clients) {
        this.clients = clients;
    }

    private Ec2Client ec2() {
        return clients.ec2();
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
    void change(String id, Map<String, String> stored, SortedMap<String, String> wanted) {
        SortedMap<String, String> put = new TreeMap<>(wanted);
        put.entrySet().removeAll(stored.entrySet());
        List<Tag> added = toSdk(put);
        if (!added.isEmpty()) {
            Calls.change(() -> ec2().createTags(request -> request.resources(id).tags(added)));
        }
        SortedSet<String> removed = new TreeSet<>(stored.keySet());
        removed.removeAll(wanted.keySet());
        removed.removeIf(key -> key.startsWith(OF_AWS));
        if (!removed.isEmpty()) {
            List<Tag> keys =
                    removed.stream().map(key -> Tag.builder().key(key).build()).toList();
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
