package io.lbkit.testkit.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tags of the objects of Elastic Load Balancing, and the limits of the account. */
final class ElbTagActions {
    private static final int ARNS_PER_CALL = 20;

    private final AwsState state;
    private final ElbObjects objects;

    ElbTagActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "AddTags", this::add,
                "RemoveTags", this::remove,
                "DescribeTags", this::describe,
                "DescribeAccountLimits", this::limits);
    }

    private List<String> arns(AwsRequest request) {
        List<String> arns = request.texts("ResourceArns");
        if (arns.isEmpty() || arns.size() > ARNS_PER_CALL) {
            throw Refusals.invalid("Between 1 and " + ARNS_PER_CALL + " ARNs can be named in a call");
        }
        arns.forEach(objects::checkKnown);
        return arns;
    }

    private Xml add(AwsRequest request) {
        List<String> arns = arns(request);
        Map<String, String> tags = Tags.read(request.list("Tags"), "DuplicateTagKeys", "ValidationError");
        arns.forEach(arn -> state.tags().check(arn, tags, "TooManyTags"));
        arns.forEach(arn -> state.tags().put(arn, tags));
        return Xml.empty();
    }

    private Xml remove(AwsRequest request) {
        List<String> arns = arns(request);
        arns.forEach(arn -> state.tags().remove(arn, request.texts("TagKeys")));
        return Xml.empty();
    }

    private Xml describe(AwsRequest request) {
        return Xml.empty()
                .members(
                        "TagDescriptions",
                        arns(request).stream()
                                .map(arn -> Xml.empty()
                                        .with("ResourceArn", arn)
                                        .members("Tags", state.tags().xml(arn, "Key", "Value")))
                                .toList());
    }

    private Xml limits(AwsRequest request) {
        List<Xml> limits = Arrays.stream(AwsQuotas.Quota.values())
                .filter(quota -> !quota.limit().isEmpty())
                .map(quota -> Xml.empty()
                        .with("Name", quota.limit())
                        .with("Max", state.quotas().of(quota)))
                .toList();
        return objects.page(request, "Limits", limits);
    }
}
