package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProviderFactory;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("lbctl explain asks the filters of a VPC, from files alone")
class AwsExplainTest {
    private static final String HOST = "web-1.elb.eu-west-1.amazonaws.com";
    private static final String FROM_LOAD_BALANCER =
            "IpPermissions: [{IpProtocol: tcp, FromPort: 30080, ToPort: 30080, SourceSecurityGroupId: sg-front}]";

    private static final String CLUSTER = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: shop
              uid: uid-web
              annotations: {service.beta.kubernetes.io/aws-load-balancer-security-groups: sg-front}
            spec:
              type: LoadBalancer
              loadBalancerClass: service.k8s.aws/nlb
              selector: {app: web}
              ports: [{name: http, port: 80, targetPort: 8080, nodePort: 30080}]
            status: {loadBalancer: {ingress: [{hostname: HOST}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-1, namespace: shop, labels: {app: web}}
            spec: {nodeName: node-a, containers: [{name: server, readinessProbe: {httpGet: {port: 8080}}}]}
            status:
              phase: Running
              podIP: 10.244.0.5
              podIPs: [{ip: 10.244.0.5}]
              conditions: [{type: Ready, status: "True"}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-x, namespace: shop, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            ports: [{name: http, protocol: TCP, port: 8080}]
            endpoints: [{addresses: [10.244.0.5], nodeName: node-a, conditions: {ready: true}, targetRef: {kind: Pod, name: web-1}}]
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: node-a, labels: {topology.kubernetes.io/zone: eu-west-1a}}
            spec: {providerID: "aws:///eu-west-1a/i-0a"}
            status: {conditions: [{type: Ready, status: "True"}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicyList
            items: []
            """.replace("HOST", HOST);

    private static final String FACTS = """
            Region: eu-west-1
            Vpc: {VpcId: vpc-0a1, CidrBlocks: [10.0.0.0/16]}
            Subnets:
              - {SubnetId: subnet-0a, AvailabilityZone: eu-west-1a, CidrBlock: 10.0.16.0/20, AvailableIpAddressCount: 4000,
                 Tags: {kubernetes.io/role/internal-elb: "1"}}
              - {SubnetId: subnet-nodes, AvailabilityZone: eu-west-1a, CidrBlock: 10.0.64.0/20, AvailableIpAddressCount: 4000}
            SecurityGroups:
              - GroupId: sg-node
                GroupName: nodes
                Tags: {kubernetes.io/cluster/demo: owned}
                RULES
              - GroupId: sg-front
                GroupName: front
                IpPermissions: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]
                IpPermissionsEgress: [{IpProtocol: "-1", FromPort: -1, ToPort: -1, CidrIp: 0.0.0.0/0}]
            NetworkAcls:
              - NetworkAclId: acl-1
                SubnetIds: [subnet-0a, subnet-nodes]
                Entries: [{RuleNumber: 100, Egress: false, Protocol: "-1", Allow: true, CidrBlock: 0.0.0.0/0},
                          {RuleNumber: 100, Egress: true, Protocol: "-1", Allow: true, CidrBlock: 0.0.0.0/0}]
            RouteTables:
              - {RouteTableId: rtb-1, Main: true, Routes: [{Destination: 10.0.0.0/8, Target: local}]}
            Instances: [{InstanceId: i-0a, AvailabilityZone: eu-west-1a}]
            NetworkInterfaces:
              - {NetworkInterfaceId: eni-0a, InstanceId: i-0a, DeviceIndex: 0, SubnetId: subnet-nodes, GroupIds: [sg-node],
                 Addresses: [10.0.64.10]}
            """;

    @TempDir
    private Path folder;

    /** What AWS would show of the load balancer that the provider wants, with targets in some state. */
    private Path actual(CloudFacts facts, MemberHealth.State state) {
        ClusterSnapshot cluster =
                ClusterReader.create().add("cluster.yaml", CLUSTER).read().snapshot();
        Observation known = Observation.builder().facts(facts).build();
        try (LoadBalancerProvider aws = new AwsProviderFactory().create(Map.of())) {
            List<Resource> made = Reconciler.builder()
                    .provider(aws)
                    .clusterId("demo")
                    .build()
                    .design(cluster, known)
                    .get(ServiceKey.of("shop", "web"))
                    .resources()
                    .stream()
                    .map(AwsExplainTest::made)
                    .toList();
            Observation.Builder seen = Observation.builder().facts(facts).actual(ResourceGraph.of(made));
            made.stream()
                    .filter(resource -> resource.kind().role() == Role.BACKEND_POOL)
                    .forEach(pool -> seen.putHealth(pool.id(), health(pool, state)));
            Path file = folder.resolve("actual.yaml");
            new ObservationFile(file, "aws").write(seen.build());
            return file;
        }
    }

    private static Resource made(Resource wanted) {
        return wanted.kind().role() == Role.LOAD_BALANCER
                ? Resource.builder().from(wanted).set(AwsKinds.DNS_NAME, HOST).build()
                : wanted;
    }

    private static SortedMap<MemberKey, MemberHealth> health(Resource pool, MemberHealth.State state) {
        SortedMap<MemberKey, MemberHealth> health = new TreeMap<>();
        pool.members().orElseThrow().asList().forEach(member -> health.put(member.key(), MemberHealth.of(state)));
        return health;
    }

    private Program.Run explain(String rulesOfNodes, MemberHealth.State state, String... more) throws IOException {
        Path cluster = Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
        Path facts = Files.writeString(folder.resolve("facts.yaml"), FACTS.replace("RULES", rulesOfNodes));
        Map<String, Object> fields = new TreeMap<>();
        Documents.read(facts, "Write facts.").forEach((name, value) -> fields.put(String.valueOf(name), value));
        List<String> command = new ArrayList<>(List.of(
                "explain",
                "-f",
                cluster.toString(),
                "--cloud",
                "aws",
                "--cluster-id",
                "demo",
                "--actual",
                actual(CloudFacts.of(fields), state).toString(),
                "--facts",
                facts.toString()));
        command.addAll(List.of(more));
        return Program.run(command.toArray(String[]::new));
    }

    @Test
    @DisplayName("where groups, network ACLs and routes admit everybody, nothing is said")
    void open() throws IOException {
        Program.Run run = explain(FROM_LOAD_BALANCER, MemberHealth.State.HEALTHY, "--client", "10.0.1.1");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("shop/web: delivers, 1 of 1 backend reached (confirmed)")
                .doesNotContain("LB-NET");
        assertThat(run.code()).isZero();
    }

    @Test
    @DisplayName("a group of the nodes that keeps the check out is named, with the port and the source to admit")
    void checkRefused() throws IOException {
        Program.Run run = explain("IpPermissions: []", MemberHealth.State.UNHEALTHY);
        assertThat(run.out())
                .contains(
                        "shop/web: broken",
                        "LB-NET-001",
                        "security groups sg-node of eni-0a",
                        "Admit TCP 30080 and 10.0.16.0/20");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    @DisplayName("a group whose rules are not in the facts is not said to refuse anything")
    void rulesNotKnown() throws IOException {
        Program.Run run = explain("", MemberHealth.State.UNHEALTHY);
        assertThat(run.out()).contains("shop/web: broken", "LB-NET-101").doesNotContain("LB-NET-001");
    }

    @Test
    @DisplayName("a client that the load balancer keeps out is named, though targets are healthy")
    void clientRefused() throws IOException {
        Program.Run run = explain(FROM_LOAD_BALANCER, MemberHealth.State.HEALTHY, "--client", "10.9.0.1");
        assertThat(run.out()).contains("shop/web: broken", "LB-NET-002", "security groups sg-front of", "10.9.0.1/32");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    @DisplayName("a client to whose network no route leads is named, with the route table")
    void noRoute() throws IOException {
        Program.Run run = explain(FROM_LOAD_BALANCER, MemberHealth.State.HEALTHY, "--client", "192.168.0.9");
        assertThat(run.out())
                .contains("shop/web: broken", "LB-NET-008", "Add a route to 192.168.0.9/32 to route table rtb-1");
        assertThat(run.code()).isEqualTo(2);
    }
}
