package io.lbkit.aws.internal.network;

import io.lbkit.model.cluster.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the EC2 instance of a node. */
final class InstanceId {
    private static final Pattern ID = Pattern.compile("i-[0-9a-z]+");

    private InstanceId() {}

    /** {@return the last part of the provider id, if it is the id of an instance} */
    static Optional<String> of(Node node) {
        return node.providerId()
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .filter(id -> ID.matcher(id).matches());
    }
}
