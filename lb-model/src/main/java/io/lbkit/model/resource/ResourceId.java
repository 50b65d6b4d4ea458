package io.lbkit.model.resource;

import io.lbkit.model.finding.InvalidValueException;

/**
 * Names a cloud object inside a graph. The name is a deterministic function of the owner and, where the cloud allows old and
 * new side by side, of the attributes that cannot change in place.
 *
 * @param kind the cloud's own public type name, for example {@code AWS::ElasticLoadBalancingV2::TargetGroup}
 * @param name the name, without a slash
 */
public record ResourceId(String kind, String name) implements Comparable<ResourceId> {
    /**
     * Checks that both parts are there.
     *
     * @param kind the cloud's own public type name, for example {@code AWS::ElasticLoadBalancingV2::TargetGroup}
     * @param name the name, without a slash
     * @throws InvalidValueException if a part is empty or the name contains a slash
     */
    public ResourceId {
        if (kind.isEmpty()) {
            throw InvalidValueException.of("kind", kind, "a resource has a kind");
        }
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw InvalidValueException.of("name", name, "the name of a resource is not empty and has no slash");
        }
    }

    /**
     * Reads {@code KIND/NAME}; the kind may contain slashes.
     *
     * @param text the text
     * @return the id
     * @throws InvalidValueException if there is no slash, or a part is empty
     */
    public static ResourceId parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw InvalidValueException.of("ref", text, "a resource is written KIND/NAME");
        }
        return new ResourceId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ResourceId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    /** {@return {@code KIND/NAME}} */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
