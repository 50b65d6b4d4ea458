package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.WireRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A request that the service model allows. It knows which of its parameters were read. Not thread-safe. */
final class AwsRequest {
    /** Read from the wire, before an action is carried out, or of no consequence here. */
    private static final Set<String> READ_ELSEWHERE =
            Set.of("PageSize", "Marker", "MaxResults", "NextToken", "DryRun", "AllAvailabilityZones");

    private final Arguments arguments;
    private final WireRequest wire;
    private final Set<String> read = new HashSet<>();

    AwsRequest(Arguments arguments, WireRequest wire) {
        this.arguments = arguments;
        this.wire = wire;
    }

    WireRequest wire() {
        return wire;
    }

    Arguments at(String name) {
        read.add(name);
        return arguments.at(name);
    }

    boolean has(String name) {
        return arguments.has(name);
    }

    Optional<String> text(String name) {
        return at(name).value();
    }

    /** {@return a parameter that the service model requires} */
    String required(String name) {
        return text(name).orElse("");
    }

    Optional<Integer> number(String name) {
        return text(name).map(Integer::valueOf);
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(Boolean::valueOf);
    }

    List<Arguments> list(String name) {
        return at(name).elements();
    }

    List<String> texts(String name) {
        return list(name).stream().flatMap(each -> each.value().stream()).toList();
    }

    /** Fails if AWS would have done something with a parameter that nobody here looked at. */
    void checkAllRead() {
        Set<String> unread = new TreeSet<>(arguments.names());
        unread.removeAll(read);
        unread.removeAll(READ_ELSEWHERE);
        if (!unread.isEmpty()) {
            throw new IllegalStateException("this stand-in does nothing with the parameters " + unread + " of "
                    + wire.action().orElse("no action") + ", which AWS knows: do without them, or add them to it");
        }
    }
}
