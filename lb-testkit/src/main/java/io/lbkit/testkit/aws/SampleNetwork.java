package io.lbkit.testkit.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plausible VPC of a cluster named {@code demo} in three zones: in each a public and a private subnet with the tags that
 * Kubernetes knows, an Elastic IP, and an instance that is a node; a security group of the nodes, a prefix list, two certificates.
 */
public final class SampleNetwork {
    /** The id of the VPC; its ranges are 10.0.0.0/16 and 2001:db8:0:100::/56. */
    public static final String VPC = "vpc-0000000000000000a";
    /** The name of the cluster. */
    public static final String CLUSTER = "demo";
    /** The security group of the nodes. */
    public static final String NODE_SECURITY_GROUP = "sg-0000000000000000a";
    /** A prefix list that counts for five rules. */
    public static final String PREFIX_LIST = "pl-0000000000000000a";

    private static final List<String> ZONES = List.of("a", "b", "c");

    private SampleNetwork() {}

    /**
     * {@return the id of the public subnet of a zone}
     *
     * @param zone {@code a}, {@code b} or {@code c}; the ranges are 10.0.0.0/20, 10.0.16.0/20 and 10.0.32.0/20
     */
    public static String publicSubnet(String zone) {
        return "subnet-0000000000000" + zone + "001";
    }

    /**
     * {@return the id of the private subnet of a zone}
     *
     * @param zone {@code a}, {@code b} or {@code c}; the ranges are 10.0.128.0/20, 10.0.144.0/20 and 10.0.160.0/20
     */
    public static String privateSubnet(String zone) {
        return "subnet-0000000000000" + zone + "002";
    }

    /**
     * {@return the id of the Elastic IP address that is meant for a zone}
     *
     * @param zone {@code a}, {@code b} or {@code c}; the addresses are 203.0.113.10, 203.0.113.11 and 203.0.113.12
     */
    public static String elasticIp(String zone) {
        return "eipalloc-0000000000000" + zone + "001";
    }

    /**
     * {@return the id of the instance in the private subnet of a zone}
     *
     * @param zone {@code a}, {@code b} or {@code c}; the addresses are 10.0.128.10, 10.0.144.10 and 10.0.160.10
     */
    public static String instance(String zone) {
        return "i-0000000000000" + zone + "001";
    }

    /**
     * {@return the ARN of a certificate}
     *
     * @param number 1 or 2
     */
    public static String certificate(int number) {
        return "arn:aws:acm:us-east-1:" + Ids.account() + ":certificate/00000000-0000-4000-8000-00000000000" + number;
    }

    /** {@return the network} */
    public static AwsNetwork create() {
        AwsNetwork.Builder network = AwsNetwork.builder()
                .add(new AwsVpc(VPC, List.of("10.0.0.0/16"), List.of("2001:db8:0:100::/56"), cluster("owned")))
                .add(new AwsSecurityGroup(
                        NODE_SECURITY_GROUP, "demo-nodes", "Nodes of the cluster demo", VPC, cluster("owned")))
                .add(new AwsPrefixList(
                        PREFIX_LIST, "offices", "IPv4", 5, List.of("192.0.2.0/24", "198.51.100.0/24"), Map.of()))
                .add(defaultAcl())
                .add(new AwsRouteTable(
                        "rtb-0000000000000000a", VPC, List.of(), routes("local", "nat-0000000000000000a"), Map.of()))
                .add(new AwsRouteTable(
                        "rtb-0000000000000000b",
                        VPC,
                        ZONES.stream().map(SampleNetwork::publicSubnet).toList(),
                        routes("local", "igw-0000000000000000a"),
                        Map.of()))
                .certificate(certificate(1))
                .certificate(certificate(2));
        ZONES.forEach(zone -> addZone(network, zone, ZONES.indexOf(zone)));
        return network.build();
    }

    private static void addZone(AwsNetwork.Builder network, String zone, int number) {
        String name = Ids.region() + zone;
        network.add(new AwsZone(name, "use1-az" + (number + 1), "availability-zone"))
                .add(subnet(publicSubnet(zone), name, 16 * number, number, "kubernetes.io/role/elb"))
                .add(subnet(
                        privateSubnet(zone), name, 128 + 16 * number, 16 + number, "kubernetes.io/role/internal-elb"))
                .add(new AwsElasticIp(elasticIp(zone), "203.0.113." + (10 + number), Map.of()))
                .add(node(zone, "10.0." + (128 + 16 * number) + ".10"));
    }

    private static AwsSubnet subnet(String id, String zone, int third, int ipv6, String role) {
        Map<String, String> tags = new HashMap<>(cluster("shared"));
        tags.put(role, "1");
        return new AwsSubnet(
                id,
                VPC,
                zone,
                "10.0." + third + ".0/20",
                Optional.of("2001:db8:0:1%02x::/64".formatted(ipv6)),
                4000,
                tags);
    }

    private static AwsInstance node(String zone, String address) {
        AwsInterface primary = new AwsInterface(
                "eni-0000000000000" + zone + "001",
                privateSubnet(zone),
                List.of(address),
                List.of(),
                List.of(),
                List.of(NODE_SECURITY_GROUP),
                Map.of());
        return new AwsInstance(instance(zone), "running", List.of(primary), cluster("owned"));
    }

    private static Map<String, String> cluster(String how) {
        return Map.of("kubernetes.io/cluster/" + CLUSTER, how);
    }

    private static Map<String, String> routes(String inside, String outside) {
        return Map.of("10.0.0.0/16", inside, "0.0.0.0/0", outside);
    }

    private static AwsNetworkAcl defaultAcl() {
        return new AwsNetworkAcl(
                "acl-0000000000000000a",
                VPC,
                List.of(),
                true,
                List.of(
                        new AwsNetworkAcl.Entry(100, false, true, "-1", "0.0.0.0/0", 0, 0),
                        new AwsNetworkAcl.Entry(100, true, true, "-1", "0.0.0.0/0", 0, 0)),
                Map.of());
    }
}
