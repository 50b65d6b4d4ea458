package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.WireRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request that the service model allows.
 *
 * @param arguments its parameters without those of the protocol
 * @param wire as it came
 */
record AwsRequest(Arguments arguments, WireRequest wire) {
    Optional<String> text(String name) {
        return arguments.text(name);
    }

    /** {@return a parameter that the service model requires} */
    String required(String name) {
        return arguments.text(name).orElse("");
    }

    Optional<Integer> number(String name) {
        return arguments.number(name);
    }

    List<Arguments> list(String name) {
        return arguments.list(name);
    }

    List<String> texts(String name) {
        return arguments.texts(name);
    }

    boolean has(String name) {
        return arguments.has(name);
    }
}
