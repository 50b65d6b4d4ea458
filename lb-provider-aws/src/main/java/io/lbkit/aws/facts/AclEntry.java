package io.lbkit.aws.facts;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.resource.SpecValue;
import java.util.Optional;

/**
 * A rule of a network ACL.
 *
 * @param ruleNumber its place: the lowest one that matches decides
 * @param egress whether it is about packets that leave the subnet
 * @param protocol the number of the protocol, {@code -1} for all
 * @param allow whether it lets packets through
 * @param cidr the other side
 * @param fromPort the first port; every port if absent
 * @param toPort the last port; every port if absent
 */
public record AclEntry(
        long ruleNumber,
        boolean egress,
        String protocol,
        boolean allow,
        Optional<Cidr> cidr,
        Optional<Long> fromPort,
        Optional<Long> toPort) {
    static AclEntry read(FactFields fields) {
        return new AclEntry(
                fields.number("RuleNumber").orElse(0L),
                fields.flag("Egress", false),
                fields.text("Protocol"),
                fields.flag("Allow", false),
                fields.optionalText("CidrBlock").map(text -> fields.parsed("CidrBlock", text, Cidr::parse)),
                fields.number("FromPort"),
                fields.number("ToPort"));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .number("RuleNumber", ruleNumber)
                .flag("Egress", egress, false)
                .text("Protocol", protocol)
                .flag("Allow", allow, false)
                .text("CidrBlock", cidr.map(Cidr::toString))
                .number("FromPort", fromPort)
                .number("ToPort", toPort)
                .done();
    }
}
