package io.lbkit.aws.internal.driver;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of an object is to be written. */
final class Differences {
    private Differences() {}

    /** {@return the names of the attributes that a change is about} */
    static Set<String> named(Change.Update change) {
        Set<String> named = new TreeSet<>();
        change.attributes().stream()
                .filter(AttributeChange::isAttribute)
                .map(AttributeChange::attribute)
                .forEach(named::add);
        return named;
    }

    /** {@return the names of the attributes that can change in place and are not as they are wanted} */
    static Set<String> of(Resource found, Resource wanted) {
        return unsatisfied(found, wanted, Mutability.IN_PLACE);
    }

    /** Refuses an object that is there and can never become what is wanted. */
    static void demandNoReplacement(Resource found, Resource wanted) {
        Set<String> fixed = unsatisfied(found, wanted, Mutability.REPLACE);
        if (!fixed.isEmpty()) {
            throw new ProviderException(ErrorKind.ALREADY_EXISTS, wanted.id() + " exists with other values of " + fixed)
                    .about(wanted.id());
        }
    }

    private static Set<String> unsatisfied(Resource found, Resource wanted, Mutability mutability) {
        Set<String> names = new TreeSet<>();
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue wish = wanted.spec().get(attribute.name());
            SpecValue value = found.spec().get(attribute.name());
            if (attribute.mutability() == mutability
                    && wish != null
                    && value != null
                    && !attribute.satisfied(wish, value)) {
                names.add(attribute.name());
            }
        }
        return names;
    }

    /** {@return the settings of a map that are to be written: nothing if the map is not named} */
    static SortedMap<String, String> entries(
            Resource before, Resource wanted, Attribute<SortedMap<String, String>> map, Set<String> named) {
        if (!named.contains(map.name())) {
            return new TreeMap<>();
        }
        SortedMap<String, String> entries = wanted.get(map).map(TreeMap::new).orElseGet(TreeMap::new);
        entries.entrySet().removeAll(before.get(map).orElseGet(TreeMap::new).entrySet());
        return entries;
    }

    /** {@return whether one of some attributes is named} */
    static boolean isAny(Set<String> named, List<Attribute<?>> attributes) {
        return attributes.stream().map(Attribute::name).anyMatch(named::contains);
    }
}
