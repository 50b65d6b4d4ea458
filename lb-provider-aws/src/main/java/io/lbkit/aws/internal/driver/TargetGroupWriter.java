package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Makes, changes and deletes target groups, and registers and deregisters targets. */
final class TargetGroupWriter implements Writer {
    private static final List<Attribute<?>> HEALTH_CHECK = List.of(
            AwsKinds.HEALTH_CHECK_PROTOCOL,
            AwsKinds.HEALTH_CHECK_PORT,
            AwsKinds.HEALTH_CHECK_PATH,
            AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS,
            AwsKinds.HEALTH_CHECK_TIMEOUT_SECONDS,
            AwsKinds.HEALTHY_THRESHOLD_COUNT,
            AwsKinds.UNHEALTHY_THRESHOLD_COUNT,
            AwsKinds.MATCHER_HTTP_CODE);

    private final AwsClients clients;
    private final ElbReads reads;
    private final ElbTags tags;

    TargetGroupWriter(AwsClients clients, ElbReads reads) {
        this.clients = clients;
        this.reads = reads;
        this.tags = new ElbTags(clients);
    }

    private ElasticLoadBalancingV2Client elb() {
        return clients.loadBalancing();
    }

    @Override
    public ChangeResult create(Change.Create change, Ids ids) {
        Resource wanted = change.resource();
        Optional<TargetGroup> existing = reads.targetGroup(wanted.name());
        if (existing.isPresent()) {
            return ChangeResult.made(finish(existing.get(), wanted));
        }
        SortedMap<String, String> attributes =
                wanted.get(AwsKinds.TARGET_GROUP_ATTRIBUTES).orElseGet(TreeMap::new);
        String arn = make(wanted, attributes.isEmpty() ? Marks.tags(wanted) : Marks.owned(wanted));
        if (!attributes.isEmpty()) {
            set(arn, attributes);
            tags.change(arn, Marks.owned(wanted), Marks.tags(wanted));
        }
        return ChangeResult.made(arn);
    }

    private String make(Resource wanted, SortedMap<String, String> marks) {
        CreateTargetGroupRequest.Builder request =
                CreateTargetGroupRequest.builder().name(wanted.name()).tags(ElbTags.toSdk(marks));
        wanted.get(AwsKinds.TARGET_GROUP_PROTOCOL).ifPresent(request::protocol);
        number(wanted, AwsKinds.TARGET_GROUP_PORT).ifPresent(request::port);
        wanted.get(AwsKinds.TARGET_TYPE).ifPresent(request::targetType);
        wanted.get(AwsKinds.TARGET_GROUP_IP_ADDRESS_TYPE).ifPresent(request::ipAddressType);
        wanted.get(AwsKinds.VPC_ID).ifPresent(request::vpcId);
        wanted.get(AwsKinds.HEALTH_CHECK_PROTOCOL).ifPresent(request::healthCheckProtocol);
        wanted.get(AwsKinds.HEALTH_CHECK_PORT).ifPresent(request::healthCheckPort);
        wanted.get(AwsKinds.HEALTH_CHECK_PATH).ifPresent(request::healthCheckPath);
        number(wanted, AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS).ifPresent(request::healthCheckIntervalSeconds);
        number(wanted, AwsKinds.HEALTH_CHECK_TIMEOUT_SECONDS).ifPresent(request::healthCheckTimeoutSeconds);
        number(wanted, AwsKinds.HEALTHY_THRESHOLD_COUNT).ifPresent(request::healthyThresholdCount);
        number(wanted, AwsKinds.UNHEALTHY_THRESHOLD_COUNT).ifPresent(request::unhealthyThresholdCount);
        wanted.get(AwsKinds.MATCHER_HTTP_CODE).ifPresent(codes -> request.matcher(matcher -> matcher.httpCode(codes)));
        CreateTargetGroupRequest built = request.build();
        return Calls.create(() -> elb().createTargetGroup(built))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    /** Makes what somebody began as it is wanted; {@return its ARN} */
    private String finish(TargetGroup existing, Resource wanted) {
        String arn = existing.targetGroupArn();
        SortedMap<String, String> stored = reads.tags(arn);
        Ownership.require(new Change.Create(wanted), Marks.owners(stored));
        Resource found = Shapes.targetGroup(existing, stored)
                .set(AwsKinds.TARGET_GROUP_ATTRIBUTES, reads.targetGroupAttributes(arn))
                .build();
        Differences.demandNoReplacement(found, wanted);
        change(arn, stored, found, wanted, Differences.of(found, wanted), true);
        return arn;
    }

    @Override
    public void update(Change.Update change, Ids ids) {
        String arn = ids.of(change.before());
        SortedMap<String, String> stored = reads.tags(arn);
        Ownership.require(change, Marks.owners(stored));
        Set<String> named = Differences.named(change);
        change(arn, stored, change.before(), change.resource(), named, named.contains(AwsKinds.TAGS.name()));
    }

    private void change(
            String arn,
            Map<String, String> stored,
            Resource before,
            Resource wanted,
            Set<String> named,
            boolean tagsNamed) {
        if (Differences.isAny(named, HEALTH_CHECK)) {
            ModifyTargetGroupRequest request = healthCheck(arn, wanted, named);
            Calls.change(() -> elb().modifyTargetGroup(request));
        }
        set(arn, Differences.entries(before, wanted, AwsKinds.TARGET_GROUP_ATTRIBUTES, named));
        tags.change(arn, stored, Marks.changed(stored, wanted, tagsNamed));
    }

    private static ModifyTargetGroupRequest healthCheck(String arn, Resource wanted, Set<String> named) {
        ModifyTargetGroupRequest.Builder request =
                ModifyTargetGroupRequest.builder().targetGroupArn(arn);
        text(wanted, AwsKinds.HEALTH_CHECK_PROTOCOL, named).ifPresent(request::healthCheckProtocol);
        text(wanted, AwsKinds.HEALTH_CHECK_PORT, named).ifPresent(request::healthCheckPort);
        text(wanted, AwsKinds.HEALTH_CHECK_PATH, named).ifPresent(request::healthCheckPath);
        number(wanted, AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS, named).ifPresent(request::healthCheckIntervalSeconds);
        number(wanted, AwsKinds.HEALTH_CHECK_TIMEOUT_SECONDS, named).ifPresent(request::healthCheckTimeoutSeconds);
        number(wanted, AwsKinds.HEALTHY_THRESHOLD_COUNT, named).ifPresent(request::healthyThresholdCount);
        number(wanted, AwsKinds.UNHEALTHY_THRESHOLD_COUNT, named).ifPresent(request::unhealthyThresholdCount);
        text(wanted, AwsKinds.MATCHER_HTTP_CODE, named)
                .ifPresent(codes -> request.matcher(matcher -> matcher.httpCode(codes)));
        return request.build();
    }

    private static Optional<String> text(Resource wanted, Attribute<String> attribute, Set<String> named) {
        return named.contains(attribute.name()) ? wanted.get(attribute) : Optional.empty();
    }

    private static Optional<Integer> number(Resource wanted, Attribute<Long> attribute, Set<String> named) {
        return named.contains(attribute.name()) ? number(wanted, attribute) : Optional.empty();
    }

    private static Optional<Integer> number(Resource wanted, Attribute<Long> attribute) {
        return wanted.get(attribute).map(Math::toIntExact);
    }

    private void set(String arn, SortedMap<String, String> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        List<TargetGroupAttribute> entries = attributes.entrySet().stream()
                .map(attribute -> TargetGroupAttribute.builder()
                        .key(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
        Calls.change(() -> elb().modifyTargetGroupAttributes(
                        request -> request.targetGroupArn(arn).attributes(entries)));
    }

    @Override
    public void delete(Change.Delete change, Ids ids) {
        Resource gone = change.resource();
        Optional<String> arn =
                gone.cloudId().or(() -> reads.targetGroup(gone.name()).map(TargetGroup::targetGroupArn));
        Optional<SortedMap<String, String>> stored = arn.flatMap(reads::tagsIfThere);
        if (stored.isEmpty()) {
            return;
        }
        Ownership.require(change, Marks.owners(stored.get()));
        Calls.delete(() -> elb().deleteTargetGroup(request -> request.targetGroupArn(arn.get())));
    }

    @Override
    public void addMembers(Change.AddMembers change, Ids ids) {
        String arn = ids.of(change.resource());
        List<TargetDescription> targets = targets(change.members());
        Calls.change(() ->
                elb().registerTargets(request -> request.targetGroupArn(arn).targets(targets)));
        mark(arn, change.resource());
    }

    @Override
    public void removeMembers(Change.RemoveMembers change, Ids ids) {
        String arn = ids.of(change.resource());
        List<TargetDescription> targets = targets(change.members());
        Calls.change(() ->
                elb().deregisterTargets(request -> request.targetGroupArn(arn).targets(targets)));
        mark(arn, change.resource());
    }

    private static List<TargetDescription> targets(MemberSet members) {
        List<TargetDescription> targets = new ArrayList<>();
        for (Member member : members) {
            targets.add(TargetStates.target(member));
        }
        return targets;
    }

    private void mark(String arn, Resource wanted) {
        wanted.applied()
                .flatMap(Applied::members)
                .ifPresent(members ->
                        tags.change(arn, Map.of(), new TreeMap<>(Map.of(Marks.MEMBERS, members.toString()))));
    }
}
