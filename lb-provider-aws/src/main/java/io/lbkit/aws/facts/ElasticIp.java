package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.Optional;

/**
 * An elastic IP.
 *
 * @param allocationId its id
 * @param publicIp its address
 * @param associationId by what it is in use
 */
public record ElasticIp(String allocationId, Optional<String> publicIp, Optional<String> associationId) {
    static ElasticIp read(FactFields fields) {
        return new ElasticIp(
                fields.text("AllocationId"), fields.optionalText("PublicIp"), fields.optionalText("AssociationId"));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("AllocationId", allocationId)
                .text("PublicIp", publicIp)
                .text("AssociationId", associationId)
                .done();
    }
}
