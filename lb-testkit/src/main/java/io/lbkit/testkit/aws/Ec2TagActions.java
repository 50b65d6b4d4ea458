package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tags of the objects of EC2. */
final class Ec2TagActions {
    private final AwsState state;

    Ec2TagActions(AwsState state) {
        this.state = state;
    }

    Map<String, Action> actions() {
        return Map.of("CreateTags", this::create, "DeleteTags", this::delete);
    }

    private Xml create(AwsRequest request) {
        Map<String, String> tags = Tags.read(request.list("Tag"), "InvalidParameterValue", "InvalidParameterValue");
        List<String> ids = request.texts("ResourceId");
        ids.forEach(this::checkKnown);
        ids.forEach(id -> state.tags().check(id, tags, "TagLimitExceeded"));
        ids.forEach(id -> state.tags().put(id, tags));
        return Xml.empty().with("return", true);
    }

    private Xml delete(AwsRequest request) {
        List<String> ids = request.texts("ResourceId");
        ids.forEach(this::checkKnown);
        for (String id : ids) {
            for (Arguments tag : request.list("Tag")) {
                String key = tag.text("Key").orElse("");
                tag.text("Value")
                        .ifPresentOrElse(
                                value -> state.tags().removeIfEqual(id, key, value),
                                () -> state.tags().remove(id, List.of(key)));
            }
        }
        return Xml.empty().with("return", true);
    }

    private void checkKnown(String id) {
        if (known().noneMatch(id::equals)) {
            throw Refusals.of(
                    id.startsWith("sg-") ? "InvalidGroup.NotFound" : "InvalidID", "The ID '" + id + "' is not valid");
        }
    }

    private Stream<String> known() {
        AwsNetwork network = state.network();
        Stream<String> groups = state.securityGroups().values().stream()
                .filter(group -> state.visible(group.created()))
                .flatMap(group -> Stream.concat(Stream.of(group.id()), group.rules().keySet().stream()));
        return Stream.of(
                        groups,
                        network.vpcs().stream().map(AwsVpc::id),
                        network.subnets().stream().map(AwsSubnet::id),
                        network.routeTables().stream().map(AwsRouteTable::id),
                        network.networkAcls().stream().map(AwsNetworkAcl::id),
                        network.instances().stream().map(AwsInstance::id),
                        network.allInterfaces().map(AwsInterface::id),
                        network.addresses().stream().map(AwsElasticIp::allocationId),
                        network.prefixLists().stream().map(AwsPrefixList::id))
                .flatMap(ids -> ids);
    }
}
