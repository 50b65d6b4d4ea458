package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Replacement;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes, changes and deletes objects by the rules of the cloud. Not thread-safe. */
final class ObjectWrites {
    private final CloudState state;
    private final References references;
    private final AddressRules addresses;
    private final SimulatedFacts facts;
    private final Serials serials;
    private final VirtualClock clock;

    ObjectWrites(CloudState state, AddressRules addresses, SimulatedFacts facts, Serials serials, VirtualClock clock) {
        this.state = state;
        this.references = new References(state);
        this.addresses = addresses;
        this.facts = facts;
        this.serials = serials;
        this.clock = clock;
    }

    /** {@return the cloud's id of the object, whether it is new or was there} */
    String create(Resource wanted, ChangeBatch batch) {
        Refusal.unless(!wanted.owners().isEmpty(), wanted, "an object is made with its owner");
        references.demandAll(wanted.after(), wanted, batch);
        Map<ResourceId, String> bindings = references.bind(wanted, batch);
        Optional<StoredObject> existing = state.newest(wanted.id());
        if (existing.isPresent()) {
            StoredObject old = existing.get();
            if (!old.sharesClusterWith(wanted)) {
                throw Refusal.of(ErrorKind.ALREADY_EXISTS, wanted, "somebody else has an object of that name");
            }
            List<String> fixed = unsatisfied(old, wanted, bindings, Mutability.REPLACE);
            if (!fixed.isEmpty() && wanted.kind().replacement() == Replacement.DELETE_FIRST) {
                throw Refusal.of(ErrorKind.ALREADY_EXISTS, wanted, "it exists with other values of " + fixed);
            }
            if (fixed.isEmpty()) {
                List<String> others = unsatisfied(old, wanted, bindings, Mutability.IN_PLACE);
                if (!others.isEmpty()) {
                    throw Refusal.of(ErrorKind.ALREADY_EXISTS, wanted, "it exists with other values of " + others);
                }
                return adopt(old, wanted);
            }
        }
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue value = wanted.spec().getOrDefault(attribute.name(), SpecValue.absent());
            boolean missing = attribute.mutability() == Mutability.REPLACE
                    && !attribute.isCarriedOver()
                    && value instanceof SpecValue.Absent;
            Refusal.unless(!missing, wanted, attribute + " is needed");
        }
        checkQuota(wanted, bindings);
        return add(wanted, bindings);
    }

    /** Makes an object, whoever may be its owner. */
    String add(Resource wanted, Map<ResourceId, String> bindings) {
        SortedMap<String, SpecValue> spec = StoredObject.complete(wanted.kind(), wanted.spec());
        addresses.settle(wanted, new TreeMap<>(), spec);
        String cloudId = serials.nextCloudId(wanted.kind());
        state.put(StoredObject.made(cloudId, serials.nextRevision(), wanted, spec, bindings), clock.instant());
        return cloudId;
    }

    void update(Change.Update change, ChangeBatch batch) {
        Resource wanted = change.resource();
        StoredObject old = references.find(change.before(), batch).orElseThrow(() -> Refusal.missing(wanted));
        SortedMap<String, SpecValue> spec = new TreeMap<>(old.resource().spec());
        for (AttributeChange difference : change.attributes()) {
            if (difference.path().startsWith("spec.")) {
                boolean inPlace = wanted.kind()
                        .attribute(difference.attribute())
                        .filter(attribute -> attribute.mutability() == Mutability.IN_PLACE)
                        .isPresent();
                Refusal.unless(inPlace, wanted, difference.path() + " cannot be changed");
                spec.put(difference.attribute(), difference.to());
            }
        }
        Resource next = Resource.builder()
                .from(old.resource())
                .owners(wanted.owners())
                .applied(old.markOf(wanted))
                .spec(spec)
                .build();
        SortedMap<ResourceId, String> bindings = references.bind(next, batch);
        if (!change.attributes().isEmpty()) {
            // References that are not named keep what they mean, even where another object has the name by now.
            References.unnamed(old, change.attributes()).forEach(bindings::replace);
        }
        boolean sameValues = next.spec().equals(old.resource().spec()) && bindings.equals(old.bindings());
        boolean sameMark = next.owners().equals(old.resource().owners())
                && next.applied().equals(old.resource().applied());
        if (sameValues && sameMark) {
            return;
        }
        Optional<String> seen = change.before().revision();
        if (seen.isPresent() && !seen.get().equals(old.revision())) {
            throw Refusal.of(
                    ErrorKind.CONFLICT,
                    wanted,
                    "revision " + seen.get() + " was read, it is " + old.revision() + " now");
        }
        if (!adopts(change, old)) {
            Refusal.unlessOurs(old, wanted);
        }
        if (sameValues) {
            state.put(old.with(old.revision(), next, bindings), clock.instant());
        } else {
            write(old, next, bindings);
        }
    }

    /** Whether an update takes over the object as its author saw it. */
    private static boolean adopts(Change.Update change, StoredObject old) {
        boolean marks =
                change.attributes().stream().map(AttributeChange::path).anyMatch(AttributeChange.OWNERS::equals);
        return marks && change.before().owners().equals(old.resource().owners());
    }

    /** Writes values, with the addresses that follow from them. */
    void write(StoredObject old, Resource next, Map<ResourceId, String> bindings) {
        SortedMap<String, SpecValue> spec = new TreeMap<>(next.spec());
        addresses.settle(next, old.resource().spec(), spec);
        Resource settled = Resource.builder().from(next).spec(spec).build();
        state.put(old.with(serials.nextRevision(), settled, bindings), clock.instant());
    }

    void delete(Resource observed) {
        Optional<StoredObject> found = observed.cloudId().map(state::get).orElseGet(() -> state.newest(observed.id()));
        found.ifPresent(object -> {
            Refusal.unlessOurs(object, observed);
            remove(object);
        });
    }

    void remove(StoredObject object) {
        List<StoredObject> users = state.users(object.cloudId());
        if (!users.isEmpty()) {
            throw Refusal.of(
                    ErrorKind.IN_USE,
                    object.resource(),
                    "it is used by " + users.stream().map(StoredObject::id).toList());
        }
        addresses.release(object.resource());
        state.remove(object, clock.instant());
    }

    private String adopt(StoredObject old, Resource wanted) {
        Resource marked = Resource.builder()
                .from(old.resource())
                .addAllOwners(wanted.owners())
                .applied(old.markOf(wanted))
                .build();
        state.put(old.with(old.revision(), marked, old.bindings()), clock.instant());
        return old.cloudId();
    }

    /** {@return the attributes of a mutability that are not as wanted, or refer to a predecessor of what is wanted} */
    private static List<String> unsatisfied(
            StoredObject old, Resource wanted, Map<ResourceId, String> bindings, Mutability mutability) {
        return wanted.kind().attributes().stream()
                .filter(attribute -> attribute.mutability() == mutability)
                .filter(attribute -> wanted.spec().containsKey(attribute.name()))
                .filter(attribute -> {
                    SpecValue value = wanted.spec().getOrDefault(attribute.name(), SpecValue.absent());
                    SpecValue actual = old.resource().spec().getOrDefault(attribute.name(), SpecValue.absent());
                    boolean moved = value instanceof SpecValue.Ref ref
                            && !Objects.equals(
                                    bindings.get(ref.target()), old.bindings().get(ref.target()));
                    return moved || !attribute.satisfied(value, actual);
                })
                .map(Attribute::name)
                .toList();
    }

    private void checkQuota(Resource wanted, Map<ResourceId, String> bindings) {
        if (wanted.kind().role() == Role.LOAD_BALANCER) {
            long count = state.count(wanted.kind());
            if (count >= facts.loadBalancers()) {
                throw Refusal.of(ErrorKind.QUOTA, wanted, "there are " + count + " load balancers already");
            }
        } else if (wanted.kind().equals(SimulatedKinds.LISTENER_KIND)) {
            Optional<String> loadBalancer =
                    wanted.get(SimulatedKinds.LOAD_BALANCER).map(bindings::get);
            long count = loadBalancer.stream()
                    .flatMap(cloudId -> state.users(cloudId).stream())
                    .filter(user -> user.kind().equals(SimulatedKinds.LISTENER_KIND))
                    .count();
            if (count >= facts.listeners()) {
                throw Refusal.of(ErrorKind.QUOTA, wanted, "the load balancer has " + count + " listeners already");
            }
        }
    }
}
