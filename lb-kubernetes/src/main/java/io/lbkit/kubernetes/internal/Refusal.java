package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.internal.yaml.Tree;
import io.lbkit.model.cluster.ObjectType;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the API that stands in a dump where objects should be, such as 403 or 404.
 *
 * @param what what was asked for, as the API says it
 * @param type its type, if it is one that is read
 * @param reason why it was not given
 */
record Refusal(String what, Optional<ObjectType> type, String reason) {
    private static final Map<String, ObjectType> TYPES = Map.of(
            "services", ObjectType.SERVICE,
            "endpointslices", ObjectType.ENDPOINT_SLICE,
            "nodes", ObjectType.NODE,
            "pods", ObjectType.POD,
            "networkpolicies", ObjectType.NETWORK_POLICY,
            "events", ObjectType.EVENT);

    static boolean isOne(String kind, Tree.Mapping tree) {
        return kind.equals("Status") && !tree.text("status").orElse("").equals("Success");
    }

    static Refusal of(Tree.Mapping status) {
        String kind = status.child("details").text("kind").orElse("");
        String code = status.text("code").map(number -> number + " ").orElse("");
        String reason =
                code + status.text("message").or(() -> status.text("reason")).orElse("no reason is given");
        return new Refusal(kind.isEmpty() ? "objects" : kind, Optional.ofNullable(TYPES.get(kind)), reason);
    }
}
