package io.lbkit.aws.facts;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Optional;

/**
 * A managed prefix list.
 *
 * @param id its id
 * @param maxEntries how many rules it counts as
 * @param cidrs its entries
 */
public record ManagedPrefixList(String id, Optional<Long> maxEntries, List<Cidr> cidrs) {
    /**
     * Copies lists and maps.
     *
     * @param id its id
     * @param maxEntries how many rules it counts as
     * @param cidrs its entries
     */
    public ManagedPrefixList {
        cidrs = List.copyOf(cidrs);
    }

    static ManagedPrefixList read(FactFields fields) {
        return new ManagedPrefixList(
                fields.text("PrefixListId"), fields.number("MaxEntries"), fields.parsedTexts("Cidrs", Cidr::parse));
    }

    SpecValue.Mapping written() {
        return new FactWriter()
                .text("PrefixListId", id)
                .number("MaxEntries", maxEntries)
                .texts("Cidrs", cidrs)
                .done();
    }
}
