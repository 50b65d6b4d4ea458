package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.AwsCall;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

class SecurityGroupsTest {
    private static final String GROUP = SampleNetwork.NODE_SECURITY_GROUP;
    private static final String LABEL = "elbv2.k8s.aws/targetGroupBinding=shared";

    private final StandInBed bed = StandInBed.withNodes(0);
    private final Console console = new Console(bed.standIn.uri());

    @AfterEach
    void close() {
        console.close();
        bed.close();
    }

    private static IngressPermission tcp(int port, String range) {
        return new IngressPermission("tcp", port, port, new IngressPermission.Range(Cidr.parse(range)));
    }

    private static Resource rules(String cluster, IngressPermission... permissions) {
        return Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                .name(GROUP)
                .addOwner(Owner.ofCluster(cluster))
                .set(AwsKinds.GROUP_ID, GROUP)
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(List.of(permissions)))
                .build();
    }

    private static Resource group(String name, String cluster, IngressPermission... permissions) {
        return Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP)
                .name(name)
                .addOwner(Owner.ofCluster(cluster))
                .set(AwsKinds.DESCRIPTION, "[k8s] Managed SecurityGroup for LoadBalancer")
                .set(AwsKinds.VPC_ID, SampleNetwork.VPC)
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(List.of(permissions)))
                .build();
    }

    private ChangeResult apply(Change change) {
        Observation seen = bed.provider.observe(ObservationScope.cluster("a"));
        ChangeBatch.Builder batch =
                ChangeBatch.builder().key(change.id().toString()).addChange(change);
        change.resource()
                .dependsOn()
                .forEach(id -> seen.actual()
                        .get(id)
                        .flatMap(Resource::cloudId)
                        .ifPresent(cloudId -> batch.putCloudId(id, cloudId)));
        return bed.provider.apply(batch.build()).results().get(0);
    }

    private void done(Change change) {
        assertThat(apply(change)).isInstanceOf(ChangeResult.Done.class);
    }

    private static Change.Update update(Resource before, Resource wanted) {
        String attribute = AwsKinds.IP_PERMISSIONS.name();
        return new Change.Update(
                before,
                wanted,
                List.of(AttributeChange.ofAttribute(
                        attribute, before.spec().get(attribute), wanted.spec().get(attribute))));
    }

    private Optional<Resource> observed(Resource wanted) {
        String cluster = wanted.owners().first().cluster();
        return bed.provider
                .observe(ObservationScope.cluster(cluster))
                .actual()
                .get(wanted.id())
                .filter(found -> found.owners().equals(wanted.owners()));
    }

    private List<String> present() {
        return console
                .ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(GROUP)))
                .securityGroupRules()
                .stream()
                .filter(rule -> !rule.isEgress())
                .map(SecurityGroupsTest::told)
                .sorted()
                .toList();
    }

    private static String told(SecurityGroupRule rule) {
        return rule.fromPort() + " " + rule.cidrIpv4() + " " + rule.description();
    }

    private static IngressPermission[] ports(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(port -> tcp(port, "192.0.2.0/24"))
                .toArray(IngressPermission[]::new);
    }

    @Test
    void inAFullGroupThoseWhoAreNotWantedLeaveFirst() {
        Resource full = group("k8s-shop-web-1", "a", ports(1, 60));
        done(new Change.Create(full));

        Resource others = group("k8s-shop-web-1", "a", ports(31, 60));
        done(update(observed(full).orElseThrow(), others));

        assertThat(observed(full).orElseThrow().spec()).containsAllEntriesOf(others.spec());
    }

    @Test
    void inAFullGroupOfSomebodyElseToo() {
        int room = 60 - present().size();
        done(new Change.Create(rules("a", ports(1, room))));

        done(update(observed(rules("a")).orElseThrow(), rules("a", ports(31, room))));

        assertThat(observed(rules("a")).orElseThrow().spec())
                .containsAllEntriesOf(rules("a", ports(31, room)).spec());
    }

    @Test
    void moreThanAGroupMayHaveIsToldAsQuota() {
        Resource few = group("k8s-shop-web-1", "a", ports(1, 2));
        done(new Change.Create(few));

        assertThat(apply(update(observed(few).orElseThrow(), group("k8s-shop-web-1", "a", ports(3, 61)))))
                .isInstanceOfSatisfying(
                        ChangeResult.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.QUOTA));
    }

    @Test
    void aGroupIsMadeChangedAndDeleted() {
        Resource wanted = group("k8s-shop-web-1", "a", tcp(80, "192.0.2.0/24"), tcp(443, "192.0.2.0/24"));
        done(new Change.Create(wanted));
        Resource made = observed(wanted).orElseThrow();
        assertThat(made.spec()).containsAllEntriesOf(wanted.spec());

        Resource changed = group("k8s-shop-web-1", "a", tcp(443, "192.0.2.0/24"), tcp(8443, "192.0.2.0/24"));
        int before = bed.standIn.calls().size();
        done(update(made, changed));
        assertThat(observed(wanted).orElseThrow().spec()).containsAllEntriesOf(changed.spec());
        assertThat(bed.standIn.calls().stream().skip(before).map(AwsCall::action))
                .as("admitted before shut out")
                .containsSubsequence("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress");

        done(new Change.Delete(made));
        assertThat(observed(wanted)).isEmpty();
    }

    @Test
    void aGroupThatAnotherOneAdmitsIsInUse() {
        Resource source = group("k8s-traffic-a", "a");
        done(new Change.Create(source));
        ResourceId id = source.id();
        Resource admitting = group(
                "k8s-shop-web-1", "a", new IngressPermission("tcp", 80, 80, new IngressPermission.GroupOfGraph(id)));
        done(new Change.Create(admitting));
        assertThat(observed(admitting).orElseThrow().dependsOn()).contains(id);

        ChangeResult refused = apply(new Change.Delete(observed(source).orElseThrow()));

        assertThat(((ChangeResult.Failed) refused).error().kind()).isEqualTo(ErrorKind.IN_USE);
        assertThat(((ChangeResult.Failed) refused).error().detail()).startsWith("DependencyViolation");
    }

    @Test
    void rulesInGroupsOfOthersLeaveTheRestAlone() {
        console.ec2.authorizeSecurityGroupIngress(request -> request.groupId(GROUP)
                .ipPermissions(permission -> permission
                        .ipProtocol("tcp")
                        .fromPort(22)
                        .toPort(22)
                        .ipRanges(range -> range.cidrIp("10.0.0.0/16"))));
        done(new Change.Create(rules("a", tcp(30080, "10.0.0.0/16"), tcp(30081, "10.0.0.0/16"))));
        Resource made = observed(rules("a")).orElseThrow();
        assertThat(IngressPermission.listOf(made.spec().get("IpPermissions")))
                .containsExactlyInAnyOrder(tcp(30080, "10.0.0.0/16"), tcp(30081, "10.0.0.0/16"));

        done(update(made, rules("a", tcp(30081, "10.0.0.0/16"))));
        assertThat(present()).containsExactly("22 10.0.0.0/16 null", "30081 10.0.0.0/16 " + LABEL);

        done(new Change.Delete(made));
        done(new Change.Delete(made));
        assertThat(present()).containsExactly("22 10.0.0.0/16 null");
    }

    @Test
    void aRuleThatTwoClustersNeedStaysUntilBothAreGone() {
        Resource ofA = rules("a", tcp(30080, "10.0.0.0/16"));
        Resource ofB = rules("b", tcp(30080, "10.0.0.0/16"));
        done(new Change.Create(ofA));
        done(new Change.Create(ofB));
        assertThat(present()).hasSize(1);
        assertThat(observed(ofA)).isPresent();
        assertThat(observed(ofB)).isPresent();

        done(new Change.Delete(observed(ofA).orElseThrow()));
        assertThat(observed(ofA)).isEmpty();
        assertThat(present()).as("b still needs it").hasSize(1);

        done(new Change.Delete(observed(ofB).orElseThrow()));
        assertThat(present()).isEmpty();
    }

    @Test
    void rulesOfTheControllerAreOursWhereTheyAdmitOurGroup() {
        Resource ours = group("k8s-traffic-a", "a");
        Resource theirs = group("k8s-traffic-b", "b");
        done(new Change.Create(ours));
        done(new Change.Create(theirs));
        for (Resource source : List.of(ours, theirs)) {
            String id = observed(source).orElseThrow().cloudId().orElseThrow();
            console.ec2.authorizeSecurityGroupIngress(request -> request.groupId(GROUP)
                    .ipPermissions(permission -> permission
                            .ipProtocol("tcp")
                            .fromPort(30080)
                            .toPort(30080)
                            .userIdGroupPairs(pair -> pair.groupId(id).description(LABEL))));
        }

        Resource found = observed(rules("a")).orElseThrow();

        assertThat(IngressPermission.listOf(found.spec().get("IpPermissions")))
                .containsExactly(
                        new IngressPermission("tcp", 30080, 30080, new IngressPermission.GroupOfGraph(ours.id())));
    }
}
