package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.MergeConflict;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Design;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which Services may be changed at all, and what of the observed cloud may be touched: bad input, foreign objects,
 * parts that could not be read and contradicting wishes keep a Service as it is, and an object that a kept Service shares
 * with others only grows.
 */
final class Admission {
    private final PlanRequest request;
    private final Ownership ownership;
    private final SortedMap<ServiceKey, List<Resource>> proceeding = new TreeMap<>();
    private final SortedSet<ServiceKey> held = new TreeSet<>();
    private final SortedSet<Finding> findings = new TreeSet<>();
    private final Map<ResourceId, SortedSet<ServiceKey>> designers = new HashMap<>();
    private ResourceGraph merged = ResourceGraph.empty();
    private SortedMap<ResourceId, SortedSet<ServiceKey>> contributors = new TreeMap<>();

    private Admission(PlanRequest request) {
        this.request = request;
        this.ownership = new Ownership(request);
    }

    static Admission of(PlanRequest request) {
        Admission admission = new Admission(request);
        admission.takeDesigns();
        admission.settle();
        admission.tellAdoptions();
        admission.tellOrphans();
        return admission;
    }

    SortedSet<ServiceKey> held() {
        return held;
    }

    /** The Services whose designs are followed. */
    SortedSet<ServiceKey> proceeding() {
        return new TreeSet<>(proceeding.keySet());
    }

    boolean isProceeding(ServiceKey service) {
        return proceeding.containsKey(service);
    }

    SortedSet<Finding> findings() {
        return findings;
    }

    /** The Services that want an object, or own it if nobody wants it. */
    SortedSet<ServiceKey> servicesOf(Resource resource) {
        SortedSet<ServiceKey> services = new TreeSet<>(contributors.getOrDefault(resource.id(), new TreeSet<>()));
        if (services.isEmpty()) {
            services.addAll(owners(resource));
        }
        return services;
    }

    /** The Services of this cluster whose mark an object has. */
    private SortedSet<ServiceKey> owners(Resource resource) {
        SortedSet<ServiceKey> services = new TreeSet<>();
        resource.owners().stream()
                .filter(ownership::isOurs)
                .forEach(owner -> owner.service().ifPresent(services::add));
        return services;
    }

    private void takeDesigns() {
        request.designs().forEach((service, design) -> {
            findings.addAll(design.findings());
            if (design.outcome() == Design.Outcome.DESIGNED) {
                design.resources()
                        .forEach(resource -> designers
                                .computeIfAbsent(resource.id(), id -> new TreeSet<>())
                                .add(service));
                proceeding.put(
                        service,
                        design.resources().stream()
                                .map(resource -> ownership.owned(design, resource))
                                .toList());
            } else if (design.outcome() == Design.Outcome.BLOCKED) {
                held.add(service);
            }
        });
        request.cluster().unreadable().forEach(object -> {
            findings.addAll(object.findings());
            object.service()
                    .filter(service ->
                            request.cluster().unreadableService(service).isPresent())
                    .ifPresent(held::add);
        });
    }

    /** Holding one Service back may end a conflict of others, so this repeats until nobody more is held back. */
    private void settle() {
        boolean changed = true;
        while (changed) {
            merge();
            SortedMap<ServiceKey, Finding> newlyHeld = new TreeMap<>();
            merged.resources().forEach(resource -> check(resource, newlyHeld));
            merged.conflicts().stream()
                    .filter(conflict -> Collections.disjoint(claimants(conflict), newlyHeld.keySet()))
                    .forEach(conflict -> decide(conflict, newlyHeld));
            if (newlyHeld.isEmpty()) {
                checkFollowers(newlyHeld);
            }
            newlyHeld.forEach((service, finding) -> {
                proceeding.remove(service);
                held.add(service);
                findings.add(finding);
            });
            changed = !newlyHeld.isEmpty();
        }
    }

    /** What would have to follow the replacement of another object cannot be adopted either. */
    private void checkFollowers(Map<ServiceKey, Finding> newlyHeld) {
        if (request.adoptions().isEmpty()) {
            return;
        }
        ResourceGraph desired = desired();
        ResourceGraph actual = actual();
        Replacements.follow(desired, actual, Differ.diff(desired, actual)).differences().values().stream()
                .filter(difference -> difference.type() == Difference.Type.REPLACE)
                .forEach(difference -> difference
                        .actual()
                        .filter(ownership::isAdopted)
                        .ifPresent(other -> unfit(other, fixed(difference), newlyHeld)));
    }

    private static List<String> fixed(Difference difference) {
        return difference.attributes().stream()
                .filter(AttributeChange::isAttribute)
                .map(AttributeChange::attribute)
                .toList();
    }

    private void unfit(Resource foreign, List<String> fixed, Map<ServiceKey, Finding> newlyHeld) {
        servicesOf(foreign)
                .forEach(service -> newlyHeld.putIfAbsent(service, PlanFindings.unfit(service, foreign, fixed)));
    }

    /** An adoption that cannot happen is most likely a slip of the pen. */
    private void tellAdoptions() {
        for (ResourceId id : request.adoptions()) {
            if (!designers.containsKey(id)) {
                findings.add(PlanFindings.pointlessAdoption(id, "no Service designs it"));
            } else if (request.observation().knows(id)
                    && request.observation().actual().get(id).isEmpty()) {
                findings.add(PlanFindings.pointlessAdoption(id, "it does not exist"));
            }
        }
    }

    private void tellOrphans() {
        SortedMap<ServiceKey, SortedSet<ResourceId>> orphaned = new TreeMap<>();
        for (Resource existing : request.observation().actual().resources()) {
            owners(existing).stream()
                    .filter(request.selection())
                    .filter(ownership::isMissing)
                    .forEach(service -> orphaned.computeIfAbsent(service, key -> new TreeSet<>())
                            .add(existing.id()));
        }
        orphaned.forEach((service, objects) -> request.orphans()
                .keptUntil(service)
                .ifPresent(until -> findings.add(PlanFindings.orphaned(service, objects, until))));
    }

    private void merge() {
        contributors = new TreeMap<>();
        List<Resource> all = new ArrayList<>();
        proceeding.forEach((service, resources) -> resources.forEach(resource -> {
            all.add(resource);
            contributors.computeIfAbsent(resource.id(), id -> new TreeSet<>()).add(service);
        }));
        merged = ResourceGraph.of(all);
    }

    private void check(Resource resource, Map<ServiceKey, Finding> newlyHeld) {
        SortedSet<ServiceKey> services = servicesOf(resource);
        if (!request.observation().knows(resource.id())) {
            services.forEach(service ->
                    newlyHeld.putIfAbsent(service, PlanFindings.unread(service, resource.id(), request.observation())));
        }
        Optional<Resource> existing = request.observation().actual().get(resource.id());
        existing.filter(this::isForeign)
                .filter(other -> !ownership.isAdopted(other))
                .ifPresent(other -> services.forEach(
                        service -> newlyHeld.putIfAbsent(service, PlanFindings.foreign(service, other))));
        existing.filter(ownership::isAdopted).ifPresent(other -> {
            List<String> fixed = Differ.needsAnother(resource, other);
            if (!fixed.isEmpty()) {
                unfit(other, fixed, newlyHeld);
            }
        });
    }

    /** Not of this cluster, or only with marks of Services that may still need it and do not share it. */
    private boolean isForeign(Resource existing) {
        if (!ownership.isOurs(existing)) {
            return true;
        }
        SortedSet<ServiceKey> owners = owners(existing);
        SortedSet<ServiceKey> sharing = designers.getOrDefault(existing.id(), new TreeSet<>());
        return !owners.isEmpty()
                && Collections.disjoint(owners, sharing)
                && !owners.stream().allMatch(this::isReleased);
    }

    private SortedSet<ServiceKey> claimants(MergeConflict conflict) {
        return contributors.getOrDefault(conflict.resource(), new TreeSet<>());
    }

    /** Who has the object with the value that is there keeps it; else who has the object; else the first Service by name. */
    private void decide(MergeConflict conflict, Map<ServiceKey, Finding> newlyHeld) {
        SortedMap<ServiceKey, SpecValue> wishes = new TreeMap<>();
        claimants(conflict).forEach(claimant -> wish(claimant, conflict).ifPresent(wish -> wishes.put(claimant, wish)));
        Optional<Resource> existing = request.observation().actual().get(conflict.resource());
        List<ServiceKey> incumbents = existing.stream()
                .flatMap(found -> owners(found).stream())
                .filter(wishes::containsKey)
                .toList();
        SpecValue there =
                existing.map(found -> found.spec().get(conflict.attribute())).orElse(SpecValue.absent());
        ServiceKey winner = incumbents.stream()
                .filter(incumbent -> there.equals(wishes.get(incumbent)))
                .findFirst()
                .or(() -> incumbents.stream().findFirst())
                .orElseGet(wishes::firstKey);
        wishes.forEach((claimant, wish) -> {
            if (!wish.equals(wishes.get(winner))) {
                newlyHeld.putIfAbsent(claimant, PlanFindings.conflict(claimant, conflict, winner));
            }
        });
    }

    private Optional<SpecValue> wish(ServiceKey service, MergeConflict conflict) {
        return proceeding.getOrDefault(service, List.of()).stream()
                .filter(resource -> resource.id().equals(conflict.resource()))
                .flatMap(resource -> Optional.ofNullable(resource.spec().get(conflict.attribute())).stream())
                .findFirst();
    }

    /** What is wanted, where objects that a kept Service shares only grow. */
    ResourceGraph desired() {
        List<Resource> desired = new ArrayList<>();
        for (Resource resource : merged.resources()) {
            Optional<Resource> existing = request.observation().actual().get(resource.id());
            boolean shared = existing.isPresent()
                    && !ownership.isAdopted(existing.get())
                    && !everyOwnerIsReleased(existing.get());
            desired.add(shared ? grown(resource, existing.get()) : resource);
        }
        return ResourceGraph.of(desired);
    }

    /** What exists and may be touched: what is wanted, and what nobody needs any more. */
    ResourceGraph actual() {
        return ResourceGraph.of(request.observation().actual().resources().stream()
                .filter(existing -> merged.get(existing.id()).isPresent() || mayGo(existing))
                .toList());
    }

    /** Predecessors that a replacement left behind and that may go. */
    List<Resource> superseded() {
        return request.observation().superseded().stream()
                .filter(ownership::isOurs)
                .filter(this::everyOwnerIsReleased)
                .toList();
    }

    private boolean mayGo(Resource existing) {
        return ownership.isOurs(existing) && everyOwnerIsReleased(existing);
    }

    private boolean everyOwnerIsReleased(Resource existing) {
        for (Owner owner : existing.owners()) {
            boolean released = ownership.isOurs(owner)
                    && owner.service().map(this::isReleased).orElseGet(this::everybodyIsKnown);
            if (!released) {
                return false;
            }
        }
        return true;
    }

    private boolean isReleased(ServiceKey service) {
        return proceeding.containsKey(service) || (!held.contains(service) && ownership.isGone(service));
    }

    /** Whether no Service can need what belongs to the whole cluster and is not wanted. */
    private boolean everybodyIsKnown() {
        return held.isEmpty()
                && ownership.knowsEveryWish()
                && request.observation().actual().resources().stream()
                        .flatMap(existing -> owners(existing).stream())
                        .allMatch(this::isReleased);
    }

    private Resource grown(Resource wanted, Resource existing) {
        boolean keptServices = existing.owners().stream().anyMatch(this::isKept);
        return keptServices ? Growth.besideKept(wanted, existing) : Growth.of(wanted, existing);
    }

    /** A Service that may still need what it has, here or in another cluster. */
    private boolean isKept(Owner owner) {
        return owner.service().isPresent()
                && !(ownership.isOurs(owner) && isReleased(owner.service().get()));
    }
}
