package io.lbkit.aws.wire;

import io.lbkit.testkit.aws.MotoServer;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The emulator with a network like that of {@link SampleNetwork}. It has one state: a new bed ends the life of the one before. */
final class MotoBed extends Bed {
    private static final String CLUSTER_TAG = "kubernetes.io/cluster/" + SampleNetwork.CLUSTER;
    /** What the emulator does otherwise: {@code docs/reference/aws-test-beds.md}. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            "another node port", "targetsAreToldApartByIdAlone",
            "traffic policy Local", "codesOfChecksOfTcpCannotChange",
            "healthcheck-protocol", "codesOfChecksOfTcpCannotChange",
            "nlb-target-type", "zonesOfTargetsAreNotTold",
            "ssl-cert", "it knows certificates of its own ACM and IAM only",
            "minimum-load-balancer-capacity", "reservations are a stub");

    private final List<String> subnets;
    private final List<Instance> nodes;

    private MotoBed(MotoServer moto, String vpc, List<String> subnets, List<Instance> nodes) {
        super(moto.uri(), vpc);
        this.subnets = subnets;
        this.nodes = nodes;
    }

    /** {@return a bed in an emulator that has forgotten everything else; the ids in it are the same each time} */
    static MotoBed of(MotoServer moto, int nodes) {
        moto.reset();
        try (Console console = new Console(moto.uri())) {
            Ec2Client ec2 = console.ec2;
            String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                    .vpc()
                    .vpcId();
            List<String> subnets = List.of(
                    subnet(ec2, vpc, "a", "10.0.128.0/20"),
                    subnet(ec2, vpc, "b", "10.0.144.0/20"),
                    subnet(ec2, vpc, "c", "10.0.160.0/20"));
            String group = ec2.createSecurityGroup(request -> request.groupName("demo-nodes")
                            .description("Nodes of the cluster demo")
                            .vpcId(vpc)
                            .tagSpecifications(tags(ResourceType.SECURITY_GROUP, Map.of(CLUSTER_TAG, "owned"))))
                    .groupId();
            List<Instance> instances = ec2.runInstances(request -> request.imageId("ami-0000000000000000a")
                            .minCount(nodes)
                            .maxCount(nodes)
                            .subnetId(subnets.get(0))
                            .securityGroupIds(group))
                    .instances();
            return new MotoBed(moto, vpc, subnets, instances);
        }
    }

    private static String subnet(Ec2Client ec2, String vpc, String zone, String range) {
        return ec2.createSubnet(request -> request.vpcId(vpc)
                        .cidrBlock(range)
                        .availabilityZone(REGION + zone)
                        .tagSpecifications(tags(
                                ResourceType.SUBNET,
                                Map.of(CLUSTER_TAG, "shared", "kubernetes.io/role/internal-elb", "1"))))
                .subnet()
                .subnetId();
    }

    private static TagSpecification tags(ResourceType type, Map<String, String> tags) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    List<String> privateSubnets() {
        return subnets;
    }

    /** Numbers beyond the last instance are ids that no instance has. */
    @Override
    String instanceOf(int number) {
        return number <= nodes.size() ? nodes.get(number - 1).instanceId() : StandInBed.instance(number);
    }

    @Override
    String addressOf(int number) {
        return number <= nodes.size() ? nodes.get(number - 1).privateIpAddress() : StandInBed.address(number);
    }

    @Override
    Map<String, String> differences() {
        return DIFFERENCES;
    }

    @Override
    long calls() {
        return proxy.recording().requests().size();
    }
}
