package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of all objects, by id or ARN. Not thread-safe. */
final class Tags {
    private final Map<String, SortedMap<String, String>> byObject = new HashMap<>();
    private final AwsQuotas quotas;

    Tags(AwsQuotas quotas) {
        this.quotas = quotas;
    }

    SortedMap<String, String> of(String id) {
        return byObject.getOrDefault(id, new TreeMap<>());
    }

    void seed(String id, Map<String, String> tags) {
        byObject.putIfAbsent(id, new TreeMap<>(tags));
    }

    void put(String id, Map<String, String> tags) {
        byObject.computeIfAbsent(id, key -> new TreeMap<>()).putAll(tags);
    }

    void remove(String id, Collection<String> keys) {
        byObject.getOrDefault(id, new TreeMap<>()).keySet().removeAll(keys);
    }

    void removeIfEqual(String id, String key, String value) {
        byObject.getOrDefault(id, new TreeMap<>()).remove(key, value);
    }

    void forget(String id) {
        byObject.remove(id);
    }

    /** Refuses tags that an object may not have beside those it has. */
    void check(String id, Map<String, String> added, String tooMany) {
        SortedMap<String, String> all = new TreeMap<>(of(id));
        all.putAll(added);
        quotas.check(Quota.TAGS, all.size(), tooMany);
    }

    /** {@return the tags of a list of keys and values} */
    static Map<String, String> read(List<Arguments> list, String duplicate, String reserved) {
        Map<String, String> tags = new TreeMap<>();
        for (Arguments tag : list) {
            String key = tag.text("Key").orElse("");
            if (tags.put(key, tag.text("Value").orElse("")) != null) {
                throw Refusals.of(duplicate, "The tag key '" + key + "' is there twice");
            }
            if (key.startsWith("aws:")) {
                throw Refusals.of(
                        reserved, "The tag key '" + key + "' is reserved: aws: prefixed names are not allowed");
            }
        }
        return tags;
    }

    Xml items(Xml before, String id) {
        return before.items("tagSet", xml(id, "key", "value"));
    }

    List<Xml> xml(String id, String key, String value) {
        return of(id).entrySet().stream()
                .map(tag -> Xml.empty().with(key, tag.getKey()).with(value, tag.getValue()))
                .toList();
    }
}
