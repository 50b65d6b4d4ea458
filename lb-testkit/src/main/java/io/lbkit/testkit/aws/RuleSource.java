package io.lbkit.testkit.aws;

/**
 * Where the traffic of a rule comes from.
 *
 * @param kind what the value is
 * @param value a range, or the id of a prefix list or a security group
 */
record RuleSource(Kind kind, String value) {
    enum Kind {
        IPV4("ipRanges", "cidrIp"),
        IPV6("ipv6Ranges", "cidrIpv6"),
        PREFIX_LIST("prefixListIds", "prefixListId"),
        GROUP("groups", "groupId");

        private final String set;
        private final String element;

        Kind(String set, String element) {
            this.set = set;
            this.element = element;
        }

        /** {@return the list of a permission that holds such sources} */
        String set() {
            return set;
        }
    }

    /** {@return as an element of a list of a permission} */
    Xml element(String description) {
        Xml plain = Xml.empty().with(kind.element, value);
        Xml owned = kind == Kind.GROUP ? plain.with("userId", Ids.account()) : plain;
        return description.isEmpty() ? owned : owned.with("description", description);
    }

    /** {@return a rule with its source} */
    Xml rule(Xml before) {
        return switch (kind) {
            case IPV4 -> before.with("cidrIpv4", value);
            case IPV6 -> before.with("cidrIpv6", value);
            case PREFIX_LIST -> before.with("prefixListId", value);
            case GROUP ->
                before.with(
                        "referencedGroupInfo",
                        Xml.empty().with("groupId", value).with("userId", Ids.account()));
        };
    }
}
