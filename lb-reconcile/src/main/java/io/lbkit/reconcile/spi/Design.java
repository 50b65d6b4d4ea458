package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.immutables.value.Value;

/** What one Service should have in a cloud. Immutable. */
@Value.Immutable
public interface Design {
    /** What came of a design. */
    enum Outcome {
        /** The resources say what should exist. */
        DESIGNED,
        /** A finding forbids to touch anything of the Service; what exists stays as it is. */
        BLOCKED,
        /** The Service belongs to another implementation. */
        UNMANAGED;

        /** {@return the name used in text and JSON, for example {@code designed}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the Service} */
    ServiceKey service();

    /** {@return the resources; those without an owner get the Service as owner} */
    List<Resource> resources();

    /** {@return the backends that the design is based on} */
    Optional<ServiceBackends> backends();

    /** {@return what is worth saying} */
    List<Finding> findings();

    /** {@return whether the Service belongs to this provider; true unless said otherwise} */
    @Value.Default
    default boolean managed() {
        return true;
    }

    /** {@return what came of it: an error among the findings blocks} */
    default Outcome outcome() {
        if (!managed()) {
            return Outcome.UNMANAGED;
        }
        return findings().stream().anyMatch(Finding::blocks) ? Outcome.BLOCKED : Outcome.DESIGNED;
    }

    /** {@return a builder; the Service is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Design}. Not thread-safe. */
    final class Builder extends ImmutableDesign.Builder {
        Builder() {}
    }
}
