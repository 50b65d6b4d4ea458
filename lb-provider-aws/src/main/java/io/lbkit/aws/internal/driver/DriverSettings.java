package io.lbkit.aws.internal.driver;

import io.lbkit.aws.facts.ControllerOptions;
import java.net.URI;
import java.util.Optional;

/**
 * Where and how the driver works.
 *
 * @param region the region; that of the SDK's default chain if absent
 * @param endpoint where calls go; to AWS if absent
 * @param vpcId the VPC of the cluster; found by its tags if absent
 * @param readOnly whether nothing may be changed
 * @param controller what applies to all Services, part of the facts
 */
public record DriverSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        Optional<String> vpcId,
        boolean readOnly,
        ControllerOptions controller) {}
