package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Replacement;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the consequences of replacements through the references: what refers to a replaced object is pointed at the
 * successor, or replaced as well where its reference cannot change, or where the old object must be gone first.
 */
final class Replacements {
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final SortedMap<ResourceId, Difference> differences;
    private final SortedSet<ResourceId> cleared = new TreeSet<>();
    private final Deque<ResourceId> open = new ArrayDeque<>();

    private Replacements(ResourceGraph desired, ResourceGraph actual, SortedMap<ResourceId, Difference> differences) {
        this.desired = desired;
        this.actual = actual;
        this.differences = new TreeMap<>(differences);
    }

    static Replacements follow(
            ResourceGraph desired, ResourceGraph actual, SortedMap<ResourceId, Difference> differences) {
        Replacements replacements = new Replacements(desired, actual, differences);
        differences.values().stream()
                .filter(difference -> difference.type() == Difference.Type.REPLACE)
                .forEach(replacements::replaced);
        while (!replacements.open.isEmpty()) {
            replacements.followFrom(replacements.open.pop());
        }
        return replacements;
    }

    /** The differences with all consequences. */
    SortedMap<ResourceId, Difference> differences() {
        return differences;
    }

    /** Whether the old object goes before its successor is made. */
    boolean isClearedFirst(ResourceId id) {
        return cleared.contains(id);
    }

    private void replaced(Difference difference) {
        boolean deleteFirst = difference
                .desired()
                .filter(wanted -> wanted.kind().replacement() == Replacement.DELETE_FIRST)
                .isPresent();
        if (deleteFirst) {
            cleared.add(difference.id());
        }
        open.push(difference.id());
    }

    private void followFrom(ResourceId target) {
        for (Resource existing : actual.resources()) {
            Optional<Resource> wanted = desired.get(existing.id());
            if (wanted.isPresent() && existing.dependsOn().contains(target)) {
                follow(wanted.get(), existing, target);
            }
        }
    }

    private void follow(Resource wanted, Resource existing, ResourceId target) {
        boolean mustGoFirst = cleared.contains(target);
        boolean fixed = refersBy(wanted, target).anyMatch(attribute -> attribute.mutability() == Mutability.REPLACE);
        Difference known = differences.get(wanted.id());
        boolean alreadyReplaced = known != null && known.type() == Difference.Type.REPLACE;
        if ((mustGoFirst || fixed) && !alreadyReplaced) {
            Difference forced = replacement(wanted, existing, known);
            differences.put(wanted.id(), forced);
            replaced(forced);
        }
        if (mustGoFirst && cleared.add(wanted.id()) && alreadyReplaced) {
            open.push(wanted.id());
        }
        if (!mustGoFirst && !fixed && !alreadyReplaced) {
            differences.put(wanted.id(), pointedAgain(wanted, existing, known, target));
        }
    }

    private static Stream<Attribute<?>> refersBy(Resource wanted, ResourceId target) {
        return wanted.kind().attributes().stream()
                .filter(attribute ->
                        new SpecValue.Ref(target).equals(wanted.spec().get(attribute.name())));
    }

    private static Difference replacement(Resource wanted, Resource existing, @Nullable Difference known) {
        return new Difference(
                wanted.id(),
                Difference.Type.REPLACE,
                Optional.of(wanted),
                Optional.of(existing),
                known == null ? List.of() : known.attributes(),
                wanted.members()
                        .map(set -> new MemberDelta(set, MemberSet.empty(), MemberSet.empty()))
                        .orElse(MemberDelta.NONE));
    }

    private static Difference pointedAgain(
            Resource wanted, Resource existing, @Nullable Difference known, ResourceId target) {
        List<AttributeChange> attributes = new ArrayList<>(known == null ? List.of() : known.attributes());
        SpecValue reference = new SpecValue.Ref(target);
        refersBy(wanted, target)
                .map(attribute -> AttributeChange.ofAttribute(attribute.name(), reference, reference))
                .filter(change -> !attributes.contains(change))
                .forEach(attributes::add);
        return new Difference(
                wanted.id(),
                Difference.Type.UPDATE,
                Optional.of(wanted),
                Optional.of(existing),
                attributes,
                known == null ? MemberDelta.NONE : known.members());
    }
}
