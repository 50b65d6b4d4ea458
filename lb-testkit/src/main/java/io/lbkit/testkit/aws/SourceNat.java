package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Optional;

/** Ranges for source NAT: where it is on and a zone asks for none, AWS assigns one. */
final class SourceNat {
    private SourceNat() {}

    static List<ZoneMapping> complete(List<ZoneMapping> zones, String enabled) {
        if (!enabled.equals("on")) {
            return zones;
        }
        return zones.stream()
                .map(zone -> zone.sourceNatPrefix().isPresent()
                        ? zone
                        : zone.withSourceNatPrefix(Optional.of("auto_assigned")))
                .toList();
    }
}
