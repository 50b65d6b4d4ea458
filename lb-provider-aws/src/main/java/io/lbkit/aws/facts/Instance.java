package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.Optional;

/**
 * An EC2 instance that is a node.
 *
 * @param id its id
 * @param availabilityZone the name of its zone
 * @param state for example {@code running}
 */
public record Instance(String id, Optional<String> availabilityZone, Optional<String> state) {
    static Instance read(FactFields fields) {
        return new Instance(
                fields.text("InstanceId"), fields.optionalText("AvailabilityZone"), fields.optionalText("State"));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("InstanceId", id)
                .text("AvailabilityZone", availabilityZone)
                .text("State", state)
                .done();
    }
}
