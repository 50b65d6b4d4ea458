package io.lbkit.aws.internal.request;

import io.lbkit.reconcile.spi.AnnotationDescription;
import java.util.List;
import java.util.Optional;

/**
 * Every annotation of a Service that this provider reads: the registry that parsing, the reference page and suggestions for
 * misspelt names come from.
 */
public enum AwsAnnotation {
    /** Who handles the Service. */
    TYPE(
            "aws-load-balancer-type",
            AnnotationType.TEXT,
            "",
            "`external` claims the Service, together with the target type; `nlb-ip` is the old form for pods as targets. "
                    + "Without effect where `spec.loadBalancerClass` is set."),
    /** Nodes or pods. */
    TARGET_TYPE(
            "aws-load-balancer-nlb-target-type",
            "instance|ip",
            "option `default-target-type`",
            "`instance` sends packets to node ports, `ip` to pods."),
    /** The name of the load balancer. */
    NAME(
            "aws-load-balancer-name",
            AnnotationType.TEXT,
            "generated",
            "The name that the load balancer is made with: up to 32 letters, digits and inner hyphens. A later change has no "
                    + "effect."),
    /** Internal or internet-facing. */
    SCHEME(
            "aws-load-balancer-scheme",
            "internal|internet-facing",
            "that of the existing load balancer, else option `default-load-balancer-scheme`",
            "Whether clients come from the VPC or from the internet. A change makes another load balancer."),
    /** The old form of the scheme. */
    INTERNAL(
            "aws-load-balancer-internal",
            AnnotationType.BOOLEAN,
            "",
            "The old form of the scheme: `true` is internal, `false` is internet-facing. "
                    + "`aws-load-balancer-scheme` counts before it."),
    /** IPv4 or both families. */
    IP_ADDRESS_TYPE(
            "aws-load-balancer-ip-address-type", "ipv4|dualstack", "`ipv4`", "Which addresses the load balancer has."),
    /** Subnets by id or name. */
    SUBNETS(
            "aws-load-balancer-subnets",
            AnnotationType.LIST,
            "discovered",
            "Ids of subnets, or values of their tag `Name`; one for each zone."),
    /** Elastic IPs. */
    EIP_ALLOCATIONS(
            "aws-load-balancer-eip-allocations",
            AnnotationType.LIST,
            "",
            "Allocation ids of elastic IPs, one for each subnet in its order. For internet-facing load balancers."),
    /** Private addresses. */
    PRIVATE_IPV4_ADDRESSES(
            "aws-load-balancer-private-ipv4-addresses",
            AnnotationType.LIST,
            "",
            "Addresses, exactly one inside each subnet. For internal load balancers."),
    /** IPv6 addresses. */
    IPV6_ADDRESSES(
            "aws-load-balancer-ipv6-addresses",
            AnnotationType.LIST,
            "",
            "IPv6 addresses, exactly one inside each subnet. For dualstack load balancers."),
    /** Prefix for source NAT. */
    PREFIX_FOR_IPV6_SOURCE_NAT(
            "aws-load-balancer-enable-prefix-for-ipv6-source-nat",
            "on|off",
            "`off`",
            "Whether IPv6 packets get a source address of a prefix; UDP on a dualstack load balancer needs it."),
    /** The prefixes themselves. */
    SOURCE_NAT_IPV6_PREFIXES(
            "aws-load-balancer-source-nat-ipv6-prefixes",
            AnnotationType.LIST,
            "`auto_assigned`",
            "`auto_assigned` or a range of length 80 of the subnet, one for each subnet in its order."),
    /** Proxy protocol on everything. */
    PROXY_PROTOCOL(
            "aws-load-balancer-proxy-protocol", "*", "", "`*` turns on proxy protocol version 2 on all target groups."),
    /** Proxy protocol on some ports. */
    PROXY_PROTOCOL_PER_TARGET_GROUP(
            "aws-load-balancer-proxy-protocol-per-target-group",
            AnnotationType.LIST,
            "",
            "Ports of the Service with proxy protocol version 2; all others are without."),
    /** Attributes of target groups, or of one. */
    TARGET_GROUP_ATTRIBUTES(
            "aws-load-balancer-target-group-attributes",
            AnnotationType.MAP,
            "",
            "Attributes of all target groups. With `.PORT` appended to the name of the annotation: of that port of the "
                    + "Service, over the common ones."),
    /** Attributes of the load balancer. */
    ATTRIBUTES("aws-load-balancer-attributes", AnnotationType.MAP, "", "Attributes of the load balancer."),
    /** Access logs. */
    ACCESS_LOG_ENABLED(
            "aws-load-balancer-access-log-enabled",
            AnnotationType.BOOLEAN,
            "",
            "Whether access logs of TLS listeners are written. Counts before `access_logs.s3.enabled` of the attributes."),
    /** Where access logs go. */
    ACCESS_LOG_BUCKET(
            "aws-load-balancer-access-log-s3-bucket-name",
            AnnotationType.TEXT,
            "",
            "The S3 bucket of the access logs."),
    /** Where in it. */
    ACCESS_LOG_PREFIX(
            "aws-load-balancer-access-log-s3-bucket-prefix",
            AnnotationType.TEXT,
            "",
            "The prefix of the access logs in their bucket."),
    /** Across zones. */
    CROSS_ZONE(
            "aws-load-balancer-cross-zone-load-balancing-enabled",
            AnnotationType.BOOLEAN,
            "",
            "Whether each zone sends to the targets of all zones. Counts before `load_balancing.cross_zone.enabled` of the "
                    + "attributes."),
    /** Attributes of one listener. */
    LISTENER_ATTRIBUTES(
            "aws-load-balancer-listener-attributes",
            AnnotationType.MAP,
            "",
            "Attributes of one listener. Its protocol and port are appended to the name of the annotation: `.TCP-80`."),
    /** Certificates. */
    SSL_CERT(
            "aws-load-balancer-ssl-cert",
            AnnotationType.LIST,
            "",
            "ARNs of certificates, the default one first. TCP listeners become TLS listeners."),
    /** Which ports get TLS. */
    SSL_PORTS(
            "aws-load-balancer-ssl-ports",
            AnnotationType.LIST,
            "all TCP ports",
            "Names or numbers of the ports that become TLS listeners."),
    /** The negotiation policy. */
    SSL_POLICY(
            "aws-load-balancer-ssl-negotiation-policy",
            AnnotationType.TEXT,
            "option `default-ssl-policy`",
            "The negotiation policy of TLS listeners."),
    /** TLS to the targets. */
    BACKEND_PROTOCOL(
            "aws-load-balancer-backend-protocol",
            AnnotationType.TEXT,
            "`tcp`",
            "`ssl` encrypts between TLS listeners and targets; anything else does not."),
    /** ALPN. */
    ALPN_POLICY(
            "aws-load-balancer-alpn-policy",
            "None|HTTP1Only|HTTP2Only|HTTP2Optional|HTTP2Preferred",
            "none",
            "The ALPN policy of TLS listeners."),
    /** What checks speak. */
    HEALTH_CHECK_PROTOCOL(
            "aws-load-balancer-healthcheck-protocol",
            AnnotationType.TEXT,
            "`tcp`, or `http` under policy Local",
            "`tcp`, `http` or `https`, in capital or small letters."),
    /** Where checks go. */
    HEALTH_CHECK_PORT(
            "aws-load-balancer-healthcheck-port",
            AnnotationType.TEXT,
            "`traffic-port`, or the health check port of the nodes under policy Local",
            "`traffic-port`, a number, or the name of a port of the Service."),
    /** What checks ask for. */
    HEALTH_CHECK_PATH(
            "aws-load-balancer-healthcheck-path",
            AnnotationType.TEXT,
            "`/`, or `/healthz` under policy Local",
            "The path of HTTP and HTTPS checks."),
    /** How often. */
    HEALTH_CHECK_INTERVAL("aws-load-balancer-healthcheck-interval", 5, 300, "10", "Seconds between two checks."),
    /** How long. */
    HEALTH_CHECK_TIMEOUT(
            "aws-load-balancer-healthcheck-timeout",
            2,
            120,
            "10, or 6 under policy Local",
            "Seconds after which a check has failed."),
    /** Good ones in a row. */
    HEALTHY_THRESHOLD(
            "aws-load-balancer-healthcheck-healthy-threshold",
            2,
            10,
            "3, or 2 under policy Local",
            "How many good checks in a row make a target healthy."),
    /** Bad ones in a row. */
    UNHEALTHY_THRESHOLD(
            "aws-load-balancer-healthcheck-unhealthy-threshold",
            2,
            10,
            "3, or 2 under policy Local",
            "How many bad checks in a row make a target unhealthy."),
    /** Good answers. */
    SUCCESS_CODES(
            "aws-load-balancer-healthcheck-success-codes",
            AnnotationType.TEXT,
            "`200-399`",
            "The codes of a good answer to HTTP and HTTPS checks, 200 to 599: `200`, `200,202` or `200-299`."),
    /** Tags. */
    ADDITIONAL_RESOURCE_TAGS(
            "aws-load-balancer-additional-resource-tags",
            AnnotationType.MAP,
            "",
            "Tags of the load balancer, its listeners, target groups and managed security group."),
    /** Which nodes. */
    TARGET_NODE_LABELS(
            "aws-load-balancer-target-node-labels",
            AnnotationType.MAP,
            "",
            "Labels that a node needs to be a target of type `instance`."),
    /** Own security groups. */
    SECURITY_GROUPS(
            "aws-load-balancer-security-groups",
            AnnotationType.LIST,
            "managed",
            "Ids of security groups, or values of their tag `Name`, instead of the managed one."),
    /** Rules for the targets. */
    MANAGE_BACKEND_RULES(
            "aws-load-balancer-manage-backend-security-group-rules",
            AnnotationType.BOOLEAN,
            "option `enable-manage-backend-security-group-rules` with own security groups, else `true`",
            "Whether the security groups of targets get rules that admit the load balancer."),
    /** PrivateLink. */
    INBOUND_RULES_ON_PRIVATE_LINK(
            "aws-load-balancer-inbound-sg-rules-on-private-link-traffic",
            "on|off",
            "",
            "Whether inbound rules hold for traffic that comes by PrivateLink."),
    /** Sources by prefix list. */
    PREFIX_LISTS(
            "aws-load-balancer-security-group-prefix-lists",
            AnnotationType.LIST,
            "",
            "Ids of prefix lists whose addresses are admitted by the managed security group."),
    /** ICMP. */
    ICMP_FOR_PATH_MTU(
            "aws-load-balancer-enable-icmp-for-path-mtu-discovery",
            AnnotationType.TEXT,
            "",
            "`on` admits the ICMP messages of path MTU discovery; anything else does not."),
    /** No security group. */
    DISABLE_SECURITY_GROUP(
            "aws-load-balancer-disable-nlb-sg",
            AnnotationType.BOOLEAN,
            "`false`",
            "Makes the load balancer without a security group. It can never get one later."),
    /** Target groups shared by clusters. */
    MULTI_CLUSTER(
            "aws-load-balancer-multi-cluster-target-group",
            AnnotationType.BOOLEAN,
            "`false`",
            "Targets of other clusters in the same target groups are left alone."),
    /** Reserved capacity. */
    CAPACITY(
            "aws-load-balancer-minimum-load-balancer-capacity",
            AnnotationType.MAP,
            "",
            "`CapacityUnits=N` reserves capacity; 0 ends the reservation."),
    /** TCP and UDP together. */
    TCP_UDP_LISTENER(
            "aws-load-balancer-enable-tcp-udp-listener",
            AnnotationType.BOOLEAN,
            "gate `EnableTCPUDPListener`",
            "Makes one TCP_UDP listener of a TCP and a UDP port of one number."),
    /** QUIC. */
    QUIC_PORTS(
            "aws-load-balancer-quic-enabled-ports",
            AnnotationType.LIST,
            "",
            "Names or numbers of the UDP and TCP_UDP ports that become QUIC and TCP_QUIC."),
    /** Clients. */
    SOURCE_RANGES(
            "load-balancer-source-ranges",
            AnnotationType.LIST,
            "everybody",
            "Ranges of clients; read where `spec.loadBalancerSourceRanges` is empty."),
    /** Weighted target groups. */
    ACTIONS(
            "actions",
            AnnotationType.JSON,
            "",
            "A forward action over several weighted target groups for one listener. Its protocol and port are appended to "
                    + "the name of the annotation: `.TCP-80`.");

    /** What all annotations start with. */
    public static final String PREFIX = "service.beta.kubernetes.io/";

    private final String suffix;
    private final AnnotationType type;
    private final String words;
    private final int min;
    private final int max;
    private final String standard;
    private final String meaning;

    AwsAnnotation(String suffix, AnnotationType type, String standard, String meaning) {
        this(suffix, type, "", 0, 0, standard, meaning);
    }

    AwsAnnotation(String suffix, String words, String standard, String meaning) {
        this(suffix, AnnotationType.CHOICE, words, 0, 0, standard, meaning);
    }

    AwsAnnotation(String suffix, int min, int max, String standard, String meaning) {
        this(suffix, AnnotationType.INTEGER, "", min, max, standard, meaning);
    }

    AwsAnnotation(String suffix, AnnotationType type, String words, int min, int max, String standard, String meaning) {
        this.suffix = suffix;
        this.type = type;
        this.words = words;
        this.min = min;
        this.max = max;
        this.standard = standard;
        this.meaning = meaning;
    }

    /** {@return the full name, for example {@code service.beta.kubernetes.io/aws-load-balancer-type}} */
    public String fullName() {
        return PREFIX + suffix;
    }

    /** {@return the full name for one port or listener} */
    public String fullName(String part) {
        return fullName() + "." + part;
    }

    /** {@return the name without what all names start with} */
    public String suffix() {
        return suffix;
    }

    /** {@return what the value looks like} */
    public AnnotationType type() {
        return type;
    }

    /** {@return the allowed words; empty if any are} */
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split("\\|", -1));
    }

    /** {@return the smallest number} */
    public int min() {
        return min;
    }

    /** {@return the greatest number} */
    public int max() {
        return max;
    }

    /** {@return what holds without the annotation, in Markdown; empty if nothing does} */
    public String standard() {
        return standard;
    }

    /** {@return what it does, in Markdown} */
    public String meaning() {
        return meaning;
    }

    /** {@return the annotation for people} */
    public AnnotationDescription description() {
        String part = switch (this) {
            case TARGET_GROUP_ATTRIBUTES -> "[.PORT]";
            case LISTENER_ATTRIBUTES, ACTIONS -> ".PROTOCOL-PORT";
            default -> "";
        };
        String allowed = type == AnnotationType.INTEGER ? min + " to " + max : String.join(", ", words());
        return new AnnotationDescription(fullName() + part, type.label(), allowed, standard, meaning);
    }

    /** {@return whether a part is appended to the name; both forms may exist} */
    public Parts parts() {
        return switch (this) {
            case TARGET_GROUP_ATTRIBUTES -> Parts.ALLOWED;
            case LISTENER_ATTRIBUTES, ACTIONS -> Parts.NEEDED;
            default -> Parts.NONE;
        };
    }

    /** Whether a name goes on with a dot and the part that it is about. */
    public enum Parts {
        /** It never does. */
        NONE,
        /** It may. */
        ALLOWED,
        /** It always does. */
        NEEDED
    }

    /**
     * {@return the annotation that a name without its prefix belongs to, with or without a part}
     *
     * @param suffix the name without what all names start with
     */
    public static Optional<AwsAnnotation> ofSuffix(String suffix) {
        for (AwsAnnotation known : values()) {
            boolean whole = known.suffix.equals(suffix) && known.parts() != Parts.NEEDED;
            boolean part = known.parts() != Parts.NONE
                    && suffix.startsWith(known.suffix + ".")
                    && suffix.length() > known.suffix.length() + 1;
            if (whole || part) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
