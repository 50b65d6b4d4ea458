package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.ResourceId;
import java.util.Optional;

/**
 * A part of the cloud that could not be read. What depends on it is unknown, which never causes a change.
 *
 * @param kind the kind of objects
 * @param name the one object; absent if the listing of the kind failed
 * @param error why
 * @param detail the cloud's own words
 */
public record Unread(String kind, Optional<String> name, ErrorKind error, String detail) {
    /**
     * {@return whether an object is concerned}
     *
     * @param id the object
     */
    public boolean covers(ResourceId id) {
        return kind.equals(id.kind()) && (name.isEmpty() || name.get().equals(id.name()));
    }
}
