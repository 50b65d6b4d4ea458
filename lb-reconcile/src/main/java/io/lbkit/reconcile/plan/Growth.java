package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wanted of an object that others may need as it is: sets unite with what is there, members and marks stay. */
final class Growth {
    private Growth() {}

    /** Other attributes are as wanted. */
    static Resource of(Resource wanted, Resource existing) {
        SortedMap<String, SpecValue> spec = new TreeMap<>(wanted.spec());
        unite(wanted, existing, spec);
        return grown(wanted, existing, spec);
    }

    /** Other attributes stay as they are, because a kept Service may rely on them. */
    static Resource besideKept(Resource wanted, Resource existing) {
        SortedMap<String, SpecValue> spec = new TreeMap<>(wanted.spec());
        spec.keySet().removeAll(existing.spec().keySet());
        unite(wanted, existing, spec);
        return grown(wanted, existing, spec);
    }

    private static void unite(Resource wanted, Resource existing, SortedMap<String, SpecValue> spec) {
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue wish = wanted.spec().get(attribute.name());
            SpecValue found = existing.spec().get(attribute.name());
            if (attribute.isUnitedWhenShared() && wish != null && found != null) {
                spec.remove(attribute.name());
                SortedSet<SpecValue> settled = attribute.settled(new TreeSet<>(List.of(wish, found)));
                if (settled.size() == 1) {
                    spec.put(attribute.name(), settled.first());
                }
            }
        }
    }

    private static Resource grown(Resource wanted, Resource existing, SortedMap<String, SpecValue> spec) {
        return Resource.builder()
                .from(wanted)
                .spec(spec)
                .owners(owners(wanted, existing))
                .membersCoverage(wanted.membersCoverage().and(Coverage.PARTIAL))
                .build();
    }

    /** A Service has one mark, whether its uid is known or not. */
    private static SortedSet<Owner> owners(Resource wanted, Resource existing) {
        SortedSet<Owner> owners = new TreeSet<>(wanted.owners());
        existing.owners().stream()
                .filter(owner -> wanted.owners().stream().noneMatch(other -> isSameService(owner, other)))
                .forEach(owners::add);
        return owners;
    }

    private static boolean isSameService(Owner one, Owner other) {
        return one.cluster().equals(other.cluster()) && one.service().equals(other.service());
    }
}
