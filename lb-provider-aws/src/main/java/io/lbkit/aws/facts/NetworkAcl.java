package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.List;

/**
 * A network ACL.
 *
 * @param id its id
 * @param subnetIds the subnets that it guards
 * @param entries its rules, without the last one, which refuses everything
 */
public record NetworkAcl(String id, List<String> subnetIds, List<AclEntry> entries) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param subnetIds the subnets that it guards
     * @param entries its rules, without the last one, which refuses everything
     */
    public NetworkAcl {
        subnetIds = List.copyOf(subnetIds);
        entries = List.copyOf(entries);
    }

    static NetworkAcl read(FactFields fields) {
        return new NetworkAcl(
                fields.text("NetworkAclId"), fields.texts("SubnetIds"), fields.list("Entries", AclEntry::read));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("NetworkAclId", id)
                .texts("SubnetIds", subnetIds)
                .list("Entries", entries, AclEntry::written)
                .done();
    }
}
