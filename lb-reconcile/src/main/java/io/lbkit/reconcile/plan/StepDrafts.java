package io.lbkit.reconcile.plan;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.StepKey.Phase;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Turns differences into steps, each with its cause and its impact on traffic. */
final class StepDrafts {
    private final PlanRequest request;
    private final Ownership ownership;
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final Replacements replacements;
    private final List<StepDraft> drafts = new ArrayList<>();
    private final Set<ResourceId> released = new HashSet<>();

    StepDrafts(PlanRequest request, ResourceGraph desired, ResourceGraph actual, Replacements replacements) {
        this.request = request;
        this.ownership = new Ownership(request);
        this.desired = desired;
        this.actual = actual;
        this.replacements = replacements;
    }

    List<StepDraft> all(List<Resource> superseded) {
        replacements.differences().values().forEach(this::draft);
        drafts.removeIf(
                draft -> released.contains(draft.key().id()) && draft.key().phase() == Phase.DELETE);
        superseded.forEach(old -> add(
                new StepKey(Phase.DELETE, old.id(), old.cloudId().orElse("superseded")),
                Action.DELETE,
                new Change.Delete(old),
                Cause.SPEC_CHANGED,
                Impact.DRAINS_CONNECTIONS,
                List.of()));
        return drafts;
    }

    private void draft(Difference difference) {
        switch (difference.type()) {
            case CREATE -> create(difference);
            case UPDATE -> update(difference);
            case REPLACE -> replace(difference);
            case DELETE -> delete(difference);
        }
    }

    private void create(Difference difference) {
        Resource wanted = marked(difference.desired().orElseThrow());
        add(
                StepKey.of(Phase.MAKE, wanted.id()),
                Action.CREATE,
                new Change.Create(wanted),
                Cause.NEW,
                Impact.NONE,
                List.of());
        members(wanted, difference, Cause.NEW);
        releaseLeftover(wanted, Cause.NEW);
    }

    private void update(Difference difference) {
        Resource wanted = marked(difference.desired().orElseThrow());
        Resource existing = difference.actual().orElseThrow();
        List<AttributeChange> attributes = difference.attributes();
        if (!attributes.isEmpty()) {
            Change change = new Change.Update(existing, wanted, attributes);
            add(
                    StepKey.of(Phase.UPDATE, wanted.id()),
                    Action.UPDATE,
                    change,
                    cause(difference),
                    impact(wanted, attributes),
                    attributes);
        }
        members(wanted, difference, membersCause(wanted, existing));
    }

    private void replace(Difference difference) {
        Resource existing = difference.actual().orElseThrow();
        Resource wanted = marked(successor(difference.desired().orElseThrow(), existing));
        Cause cause = cause(difference);
        boolean clearFirst = replacements.isClearedFirst(wanted.id());
        Impact impact = clearFirst ? Impact.INTERRUPTS : successorImpact(wanted);
        if (clearFirst) {
            hold(existing, cause);
        }
        Phase deletion = clearFirst ? Phase.CLEAR : Phase.DELETE;
        add(StepKey.of(deletion, existing.id()), Action.DELETE, new Change.Delete(existing), cause, impact, List.of());
        add(
                StepKey.of(Phase.MAKE, wanted.id()),
                Action.REPLACE,
                new Change.Create(wanted),
                cause,
                impact,
                difference.attributes());
        members(wanted, difference, cause);
        releaseLeftover(wanted, cause);
    }

    private void hold(Resource existing, Cause cause) {
        holdOf(existing).ifPresent(held -> {
            Resource owned = Resource.builder()
                    .from(held)
                    .addAllOwners(existing.owners())
                    .build();
            boolean present = actual.get(owned.id()).isPresent()
                    || desired.get(owned.id()).isPresent();
            if (!present) {
                Change make = new Change.Create(owned);
                add(around(Phase.HOLD, owned, existing), Action.CREATE, make, cause, Impact.NONE, List.of());
                release(owned, existing, cause);
            }
        });
    }

    /** A hold that a death left behind is needed until the object that it keeps something for is there again. */
    private void releaseLeftover(Resource wanted, Cause cause) {
        holdOf(wanted)
                .flatMap(held -> actual.get(held.id()))
                .filter(leftover -> desired.get(leftover.id()).isEmpty())
                .ifPresent(leftover -> {
                    released.add(leftover.id());
                    release(leftover, wanted, cause);
                });
    }

    private void release(Resource hold, Resource object, Cause cause) {
        Change delete = new Change.Delete(hold);
        add(around(Phase.RELEASE, hold, object), Action.DELETE, delete, cause, Impact.NONE, List.of());
    }

    private static StepKey around(Phase phase, Resource hold, Resource object) {
        return new StepKey(phase, hold.id(), object.id().toString());
    }

    private static Optional<Resource> holdOf(Resource object) {
        return object.kind().heldBy().map(holder -> holder.apply(object));
    }

    private void delete(Difference difference) {
        Resource existing = difference.actual().orElseThrow();
        boolean orphaned = existing.owners().stream()
                .allMatch(owner -> owner.service().map(ownership::isGone).orElse(true));
        add(
                StepKey.of(Phase.DELETE, existing.id()),
                Action.DELETE,
                new Change.Delete(existing),
                orphaned ? Cause.ORPHANED : isOfThisRelease(existing) ? Cause.SPEC_CHANGED : Cause.UPGRADE,
                existing.kind().deleteImpact(),
                List.of());
    }

    /**
     * Who comes is registered before anybody is taken out of service or leaves, but for those in whose way somebody is. The last
     * step carries the members' mark.
     */
    private void members(Resource wanted, Difference difference, Cause cause) {
        MemberDelta delta = difference.members();
        MemberSet vacating = difference.vacating();
        MemberSet drained = drained(delta);
        MemberSet arriving = delta.registered().without(drained);
        MemberSet leaving = delta.removed().without(vacating);
        boolean lastIsArrival = drained.isEmpty() && leaving.isEmpty();
        if (!vacating.isEmpty()) {
            Change change = new Change.RemoveMembers(withoutMembersMark(wanted), vacating);
            Impact impact = leavingImpact(wanted);
            add(StepKey.of(Phase.VACATE, wanted.id()), Action.REMOVE_MEMBERS, change, cause, impact, List.of());
        }
        if (!arriving.isEmpty()) {
            Change change = new Change.AddMembers(lastIsArrival ? wanted : withoutMembersMark(wanted), arriving);
            add(StepKey.of(Phase.ADD, wanted.id()), Action.ADD_MEMBERS, change, cause, Impact.NONE, List.of());
        }
        if (!drained.isEmpty()) {
            Resource marked = leaving.isEmpty() ? wanted : withoutMembersMark(wanted);
            Change change = new Change.AddMembers(marked, drained);
            Impact impact = leavingImpact(wanted);
            add(StepKey.of(Phase.DRAIN, wanted.id()), Action.ADD_MEMBERS, change, cause, impact, List.of());
        }
        if (!leaving.isEmpty()) {
            Change change = new Change.RemoveMembers(wanted, leaving);
            Impact impact = leavingImpact(wanted);
            add(StepKey.of(Phase.REMOVE, wanted.id()), Action.REMOVE_MEMBERS, change, cause, impact, List.of());
        }
    }

    /** Registered members that get no new connections from now on. */
    private static MemberSet drained(MemberDelta delta) {
        return MemberSet.of(delta.changed().asList().stream()
                .filter(member -> member.state() == MemberState.DRAINING || member.weight() == 0)
                .toList());
    }

    private static Resource withoutMembersMark(Resource wanted) {
        return Resource.builder()
                .from(wanted)
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
    }

    private void add(
            StepKey key, Action action, Change change, Cause cause, Impact impact, List<AttributeChange> attributes) {
        drafts.add(new StepDraft(key, action, change, cause, impact, attributes));
    }

    /** The mark says what is wanted, so that the next plan can tell an edit of the wish from an edit of the cloud. */
    private Resource marked(Resource wanted) {
        Resource wish = desired.get(wanted.id()).orElse(wanted);
        Applied mark = new Applied(
                wish.specFingerprint(), wish.members().map(MemberSet::fingerprint), request.designVersion());
        return Resource.builder().from(wanted).applied(mark).build();
    }

    /** What the cloud chose for the old object and clients rely on goes to the new one. */
    private static Resource successor(Resource wanted, Resource existing) {
        Resource.Builder successor = Resource.builder().from(wanted);
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue found = existing.spec().get(attribute.name());
            if (attribute.isCarriedOver() && found != null && !wanted.spec().containsKey(attribute.name())) {
                successor.putSpec(attribute.name(), found);
            }
        }
        return successor.build();
    }

    /** A change that only follows the replacement of another object has the cause of that one. */
    private Cause cause(Difference difference) {
        Difference root = difference;
        Optional<ResourceId> next = replacements.root(root.id());
        while (next.isPresent()) {
            root = Objects.requireNonNull(replacements.differences().get(next.get()));
            next = replacements.root(root.id());
        }
        return ownCause(root);
    }

    private Cause ownCause(Difference difference) {
        Optional<Applied> mark = difference.actual().flatMap(Resource::applied);
        Optional<Fingerprint> wish =
                difference.desired().flatMap(wanted -> desired.get(wanted.id())).map(Resource::specFingerprint);
        boolean onlyOwners = difference.attributes().stream().noneMatch(AttributeChange::isAttribute);
        if (mark.isEmpty() || onlyOwners) {
            return Cause.SPEC_CHANGED;
        } else if (mark.map(Applied::spec).equals(wish)) {
            return Cause.DRIFT;
        }
        return difference.actual().filter(this::isOfThisRelease).isPresent() ? Cause.SPEC_CHANGED : Cause.UPGRADE;
    }

    private boolean isOfThisRelease(Resource existing) {
        return existing.applied()
                .filter(mark -> !mark.designVersion().equals(request.designVersion()))
                .isEmpty();
    }

    private static Cause membersCause(Resource wanted, Resource existing) {
        boolean wishIsOld = existing.applied()
                .flatMap(Applied::members)
                .filter(found -> wanted.members()
                        .map(MemberSet::fingerprint)
                        .filter(found::equals)
                        .isPresent())
                .isPresent();
        return wishIsOld ? Cause.DRIFT : Cause.BACKENDS_CHANGED;
    }

    private static Impact impact(Resource wanted, List<AttributeChange> attributes) {
        Impact worst = Impact.NONE;
        for (AttributeChange change : attributes) {
            if (change.isAttribute()) {
                worst = worst.and(wanted.kind()
                        .attribute(change.attribute())
                        .map(Attribute::impact)
                        .orElse(Impact.NONE));
            }
        }
        return worst;
    }

    private static Impact successorImpact(Resource wanted) {
        Role role = wanted.kind().role();
        return role == Role.LOAD_BALANCER || role == Role.ADDRESS ? Impact.ADDRESS_CHANGES : Impact.DRAINS_CONNECTIONS;
    }

    private static Impact leavingImpact(Resource wanted) {
        boolean somebodyStays = wanted.members().stream()
                .flatMap(set -> set.asList().stream())
                .anyMatch(member -> member.state() == MemberState.ACTIVE);
        return somebodyStays ? Impact.DRAINS_CONNECTIONS : Impact.INTERRUPTS;
    }
}
