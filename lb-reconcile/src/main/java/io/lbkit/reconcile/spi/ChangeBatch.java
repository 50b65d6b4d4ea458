package io.lbkit.reconcile.spi;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.immutables.value.Value;

/** Changes that go together: they have the same kind of batch and the same {@code batchKey}. Immutable. */
@Value.Immutable
public interface ChangeBatch {
    /** {@return what the changes have in common, see {@link io.lbkit.model.resource.ResourceKind#batchKey()}} */
    String key();

    /** {@return the changes, so that each comes after those of the batch that it depends on} */
    List<Change> changes();

    /**
     * {@return a token for each change, in the same order: equal whenever the engine tries the same change again, and
     * different for every other change. 32 hexadecimal digits, for clouds that recognise a repeated request by such a token
     * (a client token, a request id). Empty if the caller has none}
     */
    List<String> tokens();

    /** {@return the cloud's ids of the objects that the changes are about or depend on, as far as the engine knows them} */
    @Value.NaturalOrder
    SortedMap<ResourceId, String> cloudIds();

    /**
     * {@return the cloud's id of an object}
     *
     * @param id the object
     */
    default Optional<String> cloudId(ResourceId id) {
        return Optional.ofNullable(cloudIds().get(id));
    }

    /** Checks that there is a token for each change, or for none. */
    @Value.Check
    default void check() {
        if (!tokens().isEmpty() && tokens().size() != changes().size()) {
            throw InvalidValueException.of("tokens", tokens().size(), "each of the changes has one token, or none has");
        }
    }

    /** {@return a builder; the key is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ChangeBatch}. Not thread-safe. */
    final class Builder extends ImmutableChangeBatch.Builder {
        Builder() {}
    }
}
