package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the error codes of ELBv2 and EC2 mean, and what helps. */
final class ErrorCodes {
    private static final Map<String, ErrorKind> KINDS = kinds();

    private ErrorCodes() {}

    /**
     * {@return what a code means, if it is known}
     *
     * @param code the code of an answer
     */
    static Optional<ErrorKind> kind(String code) {
        ErrorKind known = KINDS.get(code);
        if (known != null) {
            return Optional.of(known);
        } else if (code.endsWith("LimitExceeded") || code.startsWith("TooMany")) {
            return Optional.of(ErrorKind.QUOTA);
        } else if (code.endsWith("NotFound")) {
            return Optional.of(ErrorKind.NOT_FOUND);
        } else if (code.startsWith("Duplicate") || code.endsWith(".Duplicate")) {
            return Optional.of(ErrorKind.ALREADY_EXISTS);
        }
        return Optional.empty();
    }

    /**
     * {@return what to do}
     *
     * @param code the code of an answer
     * @param kind what it means
     */
    static Optional<String> hint(String code, ErrorKind kind) {
        return switch (kind) {
            case QUOTA -> Optional.of("Ask for a higher quota in Service Quotas, or free some of it.");
            case PERMISSION -> Optional.of("Allow the call: docs/reference/aws-permissions.json lists what is needed.");
            case INVALID ->
                code.equals("OperationNotPermitted")
                        ? Optional.of("Where deletion protection is on, switch it off: set"
                                + " deletion_protection.enabled=false.")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Map<String, ErrorKind> kinds() {
        Map<String, ErrorKind> kinds = new HashMap<>();
        put(kinds, ErrorKind.THROTTLED, "Throttling", "ThrottlingException", "RequestLimitExceeded");
        put(
                kinds,
                ErrorKind.TRANSIENT,
                "PriorRequestNotComplete",
                "PriorRequestNotCompleteException",
                "HealthUnavailable",
                "CapacityReservationPending");
        put(
                kinds,
                ErrorKind.PERMISSION,
                "AccessDenied",
                "AccessDeniedException",
                "AuthFailure",
                "ExpiredToken",
                "IncompleteSignature",
                "InvalidClientTokenId",
                "MissingAuthenticationToken",
                "OptInRequired",
                "SignatureDoesNotMatch",
                "UnauthorizedOperation",
                "UnrecognizedClientException");
        put(
                kinds,
                ErrorKind.IN_USE,
                "DependencyViolation",
                "InvalidGroup.InUse",
                "ResourceInUse",
                "ResourceInUseException");
        put(kinds, ErrorKind.QUOTA, "InsufficientCapacity", "TagLimitExceeded", "TargetGroupAssociationLimit");
        // A group that was made a moment ago is not yet known everywhere.
        put(kinds, ErrorKind.NOT_FOUND, "InvalidSecurityGroup");
        put(kinds, ErrorKind.CONFLICT, "InvalidPermission.Duplicate", "InvalidPermission.NotFound");
        // What is named and missing, other than the object itself, is a wrong wish.
        put(
                kinds,
                ErrorKind.INVALID,
                "AllocationIdNotFound",
                "ALPNPolicyNotFound",
                "ALPNPolicyNotSupported",
                "AvailabilityZoneNotSupported",
                "CertificateNotFound",
                "DuplicateTagKeys",
                "IncompatibleProtocols",
                "InvalidConfigurationRequest",
                "InvalidScheme",
                "InvalidSubnet",
                "InvalidSubnetID.NotFound",
                "InvalidTarget",
                "InvalidVpcID.NotFound",
                "OperationNotPermitted",
                "SSLPolicyNotFound",
                "SubnetNotFound",
                "UnsupportedProtocol",
                "ValidationError");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, ErrorKind> kinds, ErrorKind kind, String... codes) {
        List.of(codes).forEach(code -> kinds.put(code, kind));
    }
}
