package io.lbkit.model.cluster;

import io.lbkit.model.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * An object that exists in the cluster but could not be turned into a value. It keeps what is known of it: nothing may be
 * concluded from its absence, and least of all may something be torn down.
 *
 * @param type the type of the object
 * @param name its name, or {@code namespace/name}
 * @param service the Service it concerns: itself, or the one its label names; absent means any of them
 * @param findings what is wrong with it
 */
public record Unreadable(ObjectType type, String name, Optional<ServiceKey> service, List<Finding> findings) {
    /**
     * Copies the list.
     *
     * @param type the type of the object
     * @param name its name, or {@code namespace/name}
     * @param service the Service it concerns: itself, or the one its label names; absent means any of them
     * @param findings what is wrong with it
     */
    public Unreadable {
        findings = List.copyOf(findings);
    }
}
