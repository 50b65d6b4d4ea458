package io.lbkit.aws.facts;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.resource.SpecValue;
import java.util.List;

/**
 * A VPC.
 *
 * @param id its id
 * @param cidrs its IPv4 and IPv6 ranges
 */
public record Vpc(String id, List<Cidr> cidrs) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param cidrs its IPv4 and IPv6 ranges
     */
    public Vpc {
        cidrs = List.copyOf(cidrs);
    }

    static Vpc read(FactFields fields) {
        return new Vpc(fields.text("VpcId"), fields.parsedTexts("CidrBlocks", Cidr::parse));
    }

    SpecValue.Mapping written() {
        return new FactWriter().text("VpcId", id).texts("CidrBlocks", cidrs).done();
    }
}
