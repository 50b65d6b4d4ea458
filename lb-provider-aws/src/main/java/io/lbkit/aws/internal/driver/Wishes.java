package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AppliedKeys;
import java.util.Map;

/**
 * Which settings an object can have. AWS answers about the settings of one object a call, so nobody asks about what LBKit made
 * and never set: as long as nobody wants it, its value does not matter.
 */
final class Wishes {
    private Wishes() {}

    /** {@return whether a setting may be set} */
    static boolean mayHave(Map<String, String> tags, String key) {
        return !tags.containsKey(Marks.APPLIED) || AppliedKeys.fromTags(tags).contains(key);
    }

    /** {@return whether any setting may be set} */
    static boolean mayHaveAny(Map<String, String> tags) {
        return !tags.containsKey(Marks.APPLIED) || !AppliedKeys.fromTags(tags).isEmpty();
    }
}
