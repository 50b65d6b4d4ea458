package io.lbkit.aws.wire;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Somebody who edits objects by hand, past the provider and its marks. */
final class Console implements AutoCloseable {
    final ElasticLoadBalancingV2Client elb;
    final Ec2Client ec2;

    Console(URI endpoint) {
        elb = configured(ElasticLoadBalancingV2Client.builder(), endpoint).build();
        ec2 = configured(Ec2Client.builder(), endpoint).build();
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(Bed.REGION))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    void edit(Resource observed, String attribute, SpecValue value) {
        String id = observed.cloudId().orElseThrow();
        ResourceKind kind = observed.kind();
        if (attribute.equals(AwsKinds.TAGS.name())) {
            editTags(observed, id, texts(value));
        } else if (attribute.equals(AwsKinds.LOAD_BALANCER_ATTRIBUTES.name())) {
            elb.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(id)
                    .attributes(texts(value).entrySet().stream()
                            .map(entry -> LoadBalancerAttribute.builder()
                                    .key(entry.getKey())
                                    .value(entry.getValue())
                                    .build())
                            .toList()));
        } else if (attribute.equals(AwsKinds.LISTENER_ATTRIBUTES.name())) {
            elb.modifyListenerAttributes(request -> request.listenerArn(id)
                    .attributes(texts(value).entrySet().stream()
                            .map(entry -> ListenerAttribute.builder()
                                    .key(entry.getKey())
                                    .value(entry.getValue())
                                    .build())
                            .toList()));
        } else if (attribute.equals(AwsKinds.TARGET_GROUP_ATTRIBUTES.name())) {
            elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(id)
                    .attributes(texts(value).entrySet().stream()
                            .map(entry -> TargetGroupAttribute.builder()
                                    .key(entry.getKey())
                                    .value(entry.getValue())
                                    .build())
                            .toList()));
        } else if (kind.equals(AwsKinds.TARGET_GROUP)) {
            editCheck(id, observed, attribute, value);
        } else if (attribute.equals(AwsKinds.CAPACITY_UNITS.name())) {
            elb.modifyCapacityReservation(request -> request.loadBalancerArn(id)
                    .minimumLoadBalancerCapacity(capacity -> capacity.capacityUnits((int) number(value))));
        } else if (attribute.equals(AwsKinds.SUBNET_MAPPINGS.name())) {
            elb.setSubnets(request -> request.loadBalancerArn(id)
                    .subnets(SubnetMapping.listOf(value).stream()
                            .map(SubnetMapping::subnetId)
                            .toList()));
        } else if (attribute.equals(AwsKinds.SECURITY_GROUPS.name())) {
            elb.setSecurityGroups(request -> request.loadBalancerArn(id).securityGroups(List.of()));
        } else if (attribute.equals(AwsKinds.IP_PERMISSIONS.name())) {
            editRules(id, value);
        } else {
            throw new AssertionError("nobody has written how to edit " + attribute + " of " + observed.id());
        }
    }

    private void editTags(Resource observed, String id, SortedMap<String, String> wanted) {
        SortedMap<String, String> gone = observed.get(AwsKinds.TAGS).orElseGet(TreeMap::new);
        gone.keySet().removeAll(wanted.keySet());
        if (observed.kind().equals(AwsKinds.SECURITY_GROUP)) {
            ec2.createTags(request -> request.resources(id)
                    .tags(wanted.entrySet().stream()
                            .map(tag -> software.amazon.awssdk.services.ec2.model.Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList()));
            return;
        }
        elb.addTags(request -> request.resourceArns(id)
                .tags(wanted.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
        if (!gone.isEmpty()) {
            elb.removeTags(request -> request.resourceArns(id).tagKeys(gone.keySet()));
        }
    }

    private void editCheck(String arn, Resource observed, String attribute, SpecValue value) {
        ModifyTargetGroupRequest.Builder request =
                ModifyTargetGroupRequest.builder().targetGroupArn(arn);
        switch (attribute) {
            case "HealthCheckProtocol" -> request.healthCheckProtocol(text(value));
            case "HealthCheckPort" -> request.healthCheckPort(text(value));
            case "HealthCheckPath" -> request.healthCheckPath(text(value));
            case "HealthCheckIntervalSeconds" -> request.healthCheckIntervalSeconds((int) number(value));
            case "HealthCheckTimeoutSeconds" -> request.healthCheckTimeoutSeconds((int) number(value));
            case "HealthyThresholdCount" -> request.healthyThresholdCount((int) number(value));
            case "UnhealthyThresholdCount" -> request.unhealthyThresholdCount((int) number(value));
            case "Matcher.HttpCode" -> request.matcher(matcher -> matcher.httpCode(text(value)));
            default -> throw new AssertionError("nobody has written how to edit " + attribute + " of " + observed.id());
        }
        elb.modifyTargetGroup(request.build());
    }

    /** Rules that name no group of the graph; whatever was there before goes. */
    private void editRules(String groupId, SpecValue value) {
        List<IpPermission> present = ec2.describeSecurityGroups(request -> request.groupIds(groupId))
                .securityGroups()
                .get(0)
                .ipPermissions();
        if (!present.isEmpty()) {
            ec2.revokeSecurityGroupIngress(request -> request.groupId(groupId).ipPermissions(present));
        }
        List<IpPermission> wanted = new ArrayList<>();
        IngressPermission.listOf(value)
                .forEach(rule -> wanted.add(IpPermission.builder()
                        .ipProtocol(rule.protocol())
                        .fromPort(rule.fromPort())
                        .toPort(rule.toPort())
                        .ipRanges(
                                range -> range.cidrIp(rule.cidr().orElseThrow().toString()))
                        .build()));
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(groupId).ipPermissions(wanted));
    }

    private static String text(SpecValue value) {
        return String.valueOf(value.toPlain());
    }

    private static long number(SpecValue value) {
        return Long.parseLong(text(value));
    }

    private static SortedMap<String, String> texts(SpecValue value) {
        SortedMap<String, String> texts = new TreeMap<>();
        ((SpecValue.Mapping) value).fields().forEach((key, text) -> {
            if (!key.startsWith(OwnershipTags.LBKIT_PREFIX)) {
                texts.put(key, text(text));
            }
        });
        return texts;
    }

    @Override
    public void close() {
        elb.close();
        ec2.close();
    }
}
