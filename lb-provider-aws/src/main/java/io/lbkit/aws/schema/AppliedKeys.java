package io.lbkit.aws.schema;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which keys of the maps of settings LBKit wrote last, kept in tags of the object, so that a setting whose annotation was
 * removed can be set back: AWS itself does not know who set it.
 */
public final class AppliedKeys {
    /** The tag, followed by a number from 1: a tag holds at most 256 characters. */
    public static final String TAG_PREFIX = OwnershipTags.LBKIT_PREFIX + "keys-";

    private static final int MAX_LENGTH = 256;
    private static final List<Attribute<SortedMap<String, String>>> MAPS =
            List.of(AwsKinds.LOAD_BALANCER_ATTRIBUTES, AwsKinds.LISTENER_ATTRIBUTES, AwsKinds.TARGET_GROUP_ATTRIBUTES);

    private AppliedKeys() {}

    /**
     * {@return the keys that a wish names}
     *
     * @param wanted the wish
     */
    public static SortedSet<String> of(Resource wanted) {
        SortedSet<String> keys = new TreeSet<>();
        for (Attribute<SortedMap<String, String>> map : MAPS) {
            if (wanted.spec().get(map.name()) instanceof SpecValue.Mapping settings) {
                keys.addAll(settings.fields().keySet());
            }
        }
        if (wanted.spec().containsKey(AwsKinds.CAPACITY_UNITS.name())) {
            keys.add(AwsKinds.CAPACITY_UNITS.name());
        }
        return keys;
    }

    /**
     * {@return the tags that hold keys}
     *
     * @param keys the keys
     */
    public static SortedMap<String, String> toTags(SortedSet<String> keys) {
        SortedMap<String, String> tags = new TreeMap<>();
        StringBuilder line = new StringBuilder();
        for (String key : keys) {
            if (line.length() > 0 && line.length() + 1 + key.length() > MAX_LENGTH) {
                tags.put(TAG_PREFIX + (tags.size() + 1), line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(key);
        }
        if (line.length() > 0) {
            tags.put(TAG_PREFIX + (tags.size() + 1), line.toString());
        }
        return tags;
    }

    /**
     * {@return the keys that tags hold}
     *
     * @param tags the tags of an object
     */
    public static SortedSet<String> fromTags(Map<String, String> tags) {
        SortedSet<String> keys = new TreeSet<>();
        tags.forEach((tag, value) -> {
            if (tag.startsWith(TAG_PREFIX)) {
                keys.addAll(List.of(value.split(" ", -1)));
            }
        });
        keys.remove("");
        return keys;
    }
}
