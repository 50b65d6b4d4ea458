package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.StepKey.Phase;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.List;

/** Turns differences into steps, each with its cause and its impact on traffic. */
final class StepDrafts {
    private final PlanRequest request;
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final Replacements replacements;
    private final List<StepDraft> drafts = new ArrayList<>();

    StepDrafts(PlanRequest request, ResourceGraph desired, ResourceGraph actual, Replacements replacements) {
        this.request = request;
        this.desired = desired;
        this.actual = actual;
        this.replacements = replacements;
    }

    List<StepDraft> all(List<Resource> superseded) {
        replacements.differences().values().forEach(this::draft);
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
        addMembers(wanted, difference.members(), Cause.NEW);
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
                    cause(wanted, existing),
                    impact(wanted, attributes),
                    attributes);
        }
        Cause cause = membersCause(wanted, existing);
        addMembers(wanted, difference.members(), cause);
        MemberSet leaving = difference.members().removed();
        if (!leaving.isEmpty()) {
            add(
                    StepKey.of(Phase.REMOVE, wanted.id()),
                    Action.REMOVE_MEMBERS,
                    new Change.RemoveMembers(wanted, leaving),
                    cause,
                    leavingImpact(wanted),
                    List.of());
        }
    }

    private void replace(Difference difference) {
        Resource existing = difference.actual().orElseThrow();
        Resource wanted = marked(successor(difference.desired().orElseThrow(), existing));
        Cause cause = cause(wanted, existing);
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
        addMembers(wanted, difference.members(), cause);
    }

    private void hold(Resource existing, Cause cause) {
        existing.kind().heldBy().map(holder -> holder.apply(existing)).ifPresent(held -> {
            Resource owned = Resource.builder()
                    .from(held)
                    .addAllOwners(existing.owners())
                    .build();
            boolean present = actual.get(owned.id()).isPresent()
                    || desired.get(owned.id()).isPresent();
            if (!present) {
                add(
                        new StepKey(Phase.HOLD, owned.id(), existing.id().toString()),
                        Action.CREATE,
                        new Change.Create(owned),
                        cause,
                        Impact.NONE,
                        List.of());
                add(
                        new StepKey(Phase.RELEASE, owned.id(), existing.id().toString()),
                        Action.DELETE,
                        new Change.Delete(owned),
                        cause,
                        Impact.NONE,
                        List.of());
            }
        });
    }

    private void delete(Difference difference) {
        Resource existing = difference.actual().orElseThrow();
        boolean orphaned = existing.owners().stream()
                .allMatch(owner -> owner.service().map(request::isGone).orElse(true));
        add(
                StepKey.of(Phase.DELETE, existing.id()),
                Action.DELETE,
                new Change.Delete(existing),
                orphaned ? Cause.ORPHANED : Cause.SPEC_CHANGED,
                existing.kind().deleteImpact(),
                List.of());
    }

    private void addMembers(Resource wanted, MemberDelta delta, Cause cause) {
        MemberSet arriving = delta.registered();
        if (!arriving.isEmpty()) {
            Resource marked = delta.removed().isEmpty() ? wanted : withoutMembersMark(wanted);
            Change change = new Change.AddMembers(marked, arriving);
            boolean drains =
                    delta.changed().asList().stream().anyMatch(member -> member.state() == MemberState.DRAINING);
            Impact impact = drains ? Impact.DRAINS_CONNECTIONS : Impact.NONE;
            add(StepKey.of(Phase.ADD, wanted.id()), Action.ADD_MEMBERS, change, cause, impact, List.of());
        }
    }

    /** The removal that follows completes the members and carries their mark. */
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

    private static Cause cause(Resource wanted, Resource existing) {
        boolean wishIsOld = existing.applied().isPresent()
                && existing.applied().map(Applied::spec).equals(wanted.applied().map(Applied::spec));
        return wishIsOld ? Cause.DRIFT : Cause.SPEC_CHANGED;
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
