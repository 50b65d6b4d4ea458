package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.MemberDelta;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final SortedMap<ResourceId, Difference> differences;
    private final SortedSet<ResourceId> cleared = new TreeSet<>();
    private final SortedMap<ResourceId, ResourceId> roots = new TreeMap<>();
    private final Map<ResourceId, List<Resource>> users = new HashMap<>();
    private final Deque<ResourceId> open = new ArrayDeque<>();

    private Replacements(ResourceGraph desired, ResourceGraph actual, SortedMap<ResourceId, Difference> differences) {
        this.desired = desired;
        this.differences = new TreeMap<>(differences);
        for (Resource existing : actual.resources()) {
            existing.dependsOn()
                    .forEach(target -> users.computeIfAbsent(target, id -> new ArrayList<>())
                            .add(existing));
        }
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

    /** The object whose replacement makes a change of another one necessary, if that has none of its own. */
    Optional<ResourceId> root(ResourceId id) {
        return Optional.ofNullable(roots.get(id));
    }

    private void followFrom(ResourceId target) {
        for (Resource existing : users.getOrDefault(target, List.of())) {
            Optional<Resource> wanted = desired.get(existing.id());
            if (wanted.isPresent()) {
                follow(wanted.get(), existing, target);
            } else if (cleared.contains(target) && cleared.add(existing.id())) {
                roots.put(existing.id(), target);
                open.push(existing.id());
            }
        }
    }

    private void follow(Resource wanted, Resource existing, ResourceId target) {
        boolean mustGoFirst = cleared.contains(target);
        boolean fixed = refersBy(wanted, target).anyMatch(attribute -> attribute.mutability() == Mutability.REPLACE);
        Difference known = differences.get(wanted.id());
        boolean alreadyReplaced = known != null && known.type() == Difference.Type.REPLACE;
        if (known == null || known.attributes().isEmpty()) {
            roots.put(wanted.id(), target);
        }
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
        return wanted.kind().attributes().stream().filter(attribute -> {
            SpecValue value = wanted.spec().get(attribute.name());
            return value != null && value.references().contains(target);
        });
    }

    private static Difference replacement(Resource wanted, Resource existing, @Nullable Difference known) {
        return new Difference(
                wanted.id(),
                Difference.Type.REPLACE,
                Optional.of(wanted),
                Optional.of(existing),
                known == null ? List.of() : known.attributes(),
                Differ.successorMembers(wanted, existing));
    }

    private static Difference pointedAgain(
            Resource wanted, Resource existing, @Nullable Difference known, ResourceId target) {
        List<AttributeChange> attributes = new ArrayList<>(known == null ? List.of() : known.attributes());
        Set<String> named = new HashSet<>();
        attributes.forEach(change -> named.add(change.path()));
        refersBy(wanted, target)
                .filter(attribute -> named.add("spec." + attribute.name()))
                .forEach(attribute -> {
                    SpecValue value = Objects.requireNonNull(wanted.spec().get(attribute.name()));
                    attributes.add(AttributeChange.ofAttribute(attribute.name(), value, value));
                });
        return new Difference(
                wanted.id(),
                Difference.Type.UPDATE,
                Optional.of(wanted),
                Optional.of(existing),
                attributes,
                known == null ? MemberDelta.NONE : known.members());
    }
}
