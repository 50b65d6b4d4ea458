package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads parts one after the other and remembers those that could not be read. Not thread-safe. */
final class Reading {
    private final List<Unread> unread = new ArrayList<>();

    /** {@return a part; nothing if all objects of a kind cannot be read} */
    <T> Optional<T> all(String kind, Supplier<T> part) {
        return read(kind, Optional.empty(), part);
    }

    /** {@return a part; nothing if one object cannot be read} */
    <T> Optional<T> one(String kind, String name, Supplier<T> part) {
        return read(kind, Optional.of(name), part);
    }

    private <T> Optional<T> read(String kind, Optional<String> name, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (ProviderException e) {
            unread.add(new Unread(kind, name, e.kind(), e.detail()));
            return Optional.empty();
        }
    }

    /** Says that all objects of a kind are unknown for the reason that another kind is. */
    void follows(String kind, String other) {
        List<Unread> reasons = unread.stream()
                .filter(part -> part.kind().equals(other) && part.name().isEmpty())
                .toList();
        reasons.forEach(reason -> unread.add(new Unread(kind, Optional.empty(), reason.error(), reason.detail())));
    }

    List<Unread> unread() {
        return List.copyOf(unread);
    }
}
