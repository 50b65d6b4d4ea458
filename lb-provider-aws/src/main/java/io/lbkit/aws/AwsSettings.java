package io.lbkit.aws;

import io.lbkit.aws.facts.ControllerOptions;
import java.net.URI;
import java.util.Optional;
import org.immutables.value.Value;

/** Where and how a provider works with AWS. Immutable. */
@Value.Immutable
public interface AwsSettings {
    /** {@return the region; that of the SDK's own default chain unless said otherwise} */
    Optional<String> region();

    /** {@return where the calls of AWS go; to AWS unless said otherwise} */
    Optional<URI> endpoint();

    /** {@return the VPC of the cluster; that of its nodes unless said otherwise} */
    Optional<String> vpcId();

    /** {@return whether nothing may be changed in AWS; false unless said otherwise} */
    @Value.Default
    default boolean readOnly() {
        return false;
    }

    /** {@return what applies to all Services where the facts do not say it} */
    @Value.Default
    default ControllerOptions controller() {
        return ControllerOptions.defaults();
    }

    /** {@return the defaults} */
    static AwsSettings defaults() {
        return builder().build();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link AwsSettings}. Not thread-safe. */
    final class Builder extends ImmutableAwsSettings.Builder {
        Builder() {}
    }
}
