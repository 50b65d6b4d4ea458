package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.model.finding.FindingKind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the tags that a Service wants on its objects. */
final class TagRules {
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;
    /** The pattern of keys and values in the model of the API. */
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** AWS allows 50; three say whose the object is, and LBKit writes a few. */
    private static final int MAX_TAGS = 40;

    private static final Set<String> OURS =
            Set.of(OwnershipTags.CLUSTER, OwnershipTags.STACK, OwnershipTags.RESOURCE, OwnershipTags.CLUSTER_RESOURCE);

    private TagRules() {}

    static void check(DesignContext context) {
        Map<String, String> tags = context.annotations().map(AwsAnnotation.ADDITIONAL_RESOURCE_TAGS);
        tags.forEach((key, value) -> check(context, key, value));
        if (tags.size() > MAX_TAGS) {
            context.findings()
                    .add(
                            Codes.QUOTA,
                            FindingKind.QUOTA,
                            Findings.field(AwsAnnotation.ADDITIONAL_RESOURCE_TAGS.fullName()),
                            String.valueOf(tags.size()),
                            "an object has at most 50 tags, " + MAX_TAGS + " of which are free",
                            "Remove some.");
        }
    }

    private static void check(DesignContext context, String key, String value) {
        if (OURS.contains(key) || key.startsWith(OwnershipTags.LBKIT_PREFIX)) {
            conflict(context, key, "this tag says whose the object is");
        } else if (context.options().externalManagedTags().contains(key)) {
            conflict(context, key, "the option external-managed-tags says that somebody else looks after this tag");
        } else if (key.startsWith("aws:")) {
            invalid(context, key, "keys that start with aws: belong to AWS");
        } else if (key.length() > MAX_KEY || value.length() > MAX_VALUE) {
            invalid(context, key + "=" + value, "a key has at most " + MAX_KEY + " characters, a value " + MAX_VALUE);
        } else if (!ALLOWED.matcher(key + value).matches()) {
            invalid(context, key + "=" + value, "a tag has letters, digits, spaces and _.:/=+-@ alone");
        }
    }

    private static void conflict(DesignContext context, String key, String rule) {
        context.findings()
                .conflict(AwsAnnotation.ADDITIONAL_RESOURCE_TAGS.fullName(), key, rule, "Remove the tag " + key + ".");
    }

    private static void invalid(DesignContext context, String value, String rule) {
        context.findings()
                .invalidAnnotation(
                        AwsAnnotation.ADDITIONAL_RESOURCE_TAGS.fullName(), value, rule, "Use another key or value.");
    }
}
