package io.lbkit.testkit.aws;

/**
 * A zone.
 *
 * @param name for example {@code us-east-1a}
 * @param id for example {@code use1-az1}
 * @param type {@code availability-zone}, {@code local-zone} or {@code wavelength-zone}
 */
public record AwsZone(String name, String id, String type) {}
