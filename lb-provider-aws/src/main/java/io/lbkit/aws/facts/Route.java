package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;

/**
 * A route of a route table.
 *
 * @param destination a range, or the id of a prefix list
 * @param target the id of what packets go to, for example {@code igw-...}; {@code local} inside the VPC
 * @param blackhole whether its target is gone
 */
public record Route(String destination, String target, boolean blackhole) {
    static Route read(FactFields fields) {
        return new Route(fields.text("Destination"), fields.text("Target"), fields.flag("Blackhole", false));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("Destination", destination)
                .text("Target", target)
                .flag("Blackhole", blackhole, false)
                .done();
    }
}
