package io.lbkit.aws.facts;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.resource.SpecValue;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A security group.
 *
 * @param id its id
 * @param name its name
 * @param tags its tags
 * @param ingress its inbound rules; absent if they are not known
 * @param egress its outbound rules, where the source is the destination; absent if they are not known
 */
public record SecurityGroup(
        String id,
        String name,
        SortedMap<String, String> tags,
        Optional<List<IngressPermission>> ingress,
        Optional<List<IngressPermission>> egress) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param name its name
     * @param tags its tags
     * @param ingress its inbound rules; absent if they are not known
     * @param egress its outbound rules, where the source is the destination; absent if they are not known
     */
    public SecurityGroup {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        ingress = ingress.map(List::copyOf);
        egress = egress.map(List::copyOf);
    }

    static SecurityGroup read(FactFields fields) {
        return new SecurityGroup(
                fields.text("GroupId"),
                fields.text("GroupName"),
                fields.map("Tags"),
                fields.get("IpPermissions").map(IngressPermission::listOf),
                fields.get("IpPermissionsEgress").map(IngressPermission::listOf));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("GroupId", id)
                .text("GroupName", name)
                .map("Tags", tags)
                .list("IpPermissions", ingress, IngressPermission::toSpec)
                .list("IpPermissionsEgress", egress, IngressPermission::toSpec)
                .done();
    }
}
