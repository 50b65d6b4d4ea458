package io.lbkit.testkit.aws;

import java.util.Map;
import java.util.TreeMap;

/** The tags that calls of EC2 give to what they create. */
final class TagSpecifications {
    private TagSpecifications() {}

    static Map<String, String> read(AwsRequest request, String type) {
        Map<String, String> tags = new TreeMap<>();
        for (Arguments specification : request.list("TagSpecification")) {
            String named = specification.text("ResourceType").orElse("");
            if (!named.equals(type)) {
                throw Refusals.parameter("'" + named + "' is not a valid taggable resource type for this operation.");
            }
            tags.putAll(Tags.read(specification.list("Tag"), "InvalidParameterValue", "InvalidParameterValue"));
        }
        return tags;
    }
}
