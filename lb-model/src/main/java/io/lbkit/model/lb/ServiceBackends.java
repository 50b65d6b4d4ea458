package io.lbkit.model.lb;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import java.util.List;
import org.immutables.value.Value;

/** The backends of a Service: one entry for each port and family, in the order of the Service. Immutable. */
@Value.Immutable
public interface ServiceBackends {
    /** {@return the Service} */
    ServiceKey service();

    /** {@return the backends of each port and family} */
    List<PortBackends> ports();

    /** {@return which clients may connect} */
    SourceRanges sourceRanges();

    /** {@return what is worth saying, sorted} */
    List<Finding> findings();

    /** {@return a builder; Service and source ranges are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link ServiceBackends}. Not thread-safe. */
    final class Builder extends ImmutableServiceBackends.Builder {
        Builder() {}
    }
}
