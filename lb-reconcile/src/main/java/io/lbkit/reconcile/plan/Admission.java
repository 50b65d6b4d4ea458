package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.MergeConflict;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.Design;
import java.util.ArrayList;
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
    private final SortedMap<ServiceKey, List<Resource>> proceeding = new TreeMap<>();
    private final SortedSet<ServiceKey> held = new TreeSet<>();
    private final SortedSet<Finding> findings = new TreeSet<>();
    private ResourceGraph merged = ResourceGraph.empty();
    private SortedMap<ResourceId, SortedSet<ServiceKey>> contributors = new TreeMap<>();

    private Admission(PlanRequest request) {
        this.request = request;
    }

    static Admission of(PlanRequest request) {
        Admission admission = new Admission(request);
        admission.takeDesigns();
        admission.settle();
        return admission;
    }

    SortedSet<ServiceKey> held() {
        return held;
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

    private static SortedSet<ServiceKey> owners(Resource resource) {
        SortedSet<ServiceKey> services = new TreeSet<>();
        resource.owners().forEach(owner -> owner.service().ifPresent(services::add));
        return services;
    }

    private void takeDesigns() {
        request.designs().forEach((service, design) -> {
            findings.addAll(design.findings());
            if (design.outcome() == Design.Outcome.DESIGNED) {
                proceeding.put(
                        service,
                        design.resources().stream()
                                .map(resource -> request.owned(design, resource))
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
            merged.conflicts().forEach(conflict -> decide(conflict, newlyHeld));
            newlyHeld.forEach((service, finding) -> {
                proceeding.remove(service);
                held.add(service);
                findings.add(finding);
            });
            changed = !newlyHeld.isEmpty();
        }
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
        existing.filter(other -> isForeign(other, services))
                .ifPresent(other -> services.forEach(
                        service -> newlyHeld.putIfAbsent(service, PlanFindings.foreign(service, other))));
    }

    /** Not of this cluster, or the mark of other Services only. */
    private boolean isForeign(Resource existing, SortedSet<ServiceKey> services) {
        if (!request.isOurs(existing)) {
            return true;
        }
        SortedSet<ServiceKey> owners = owners(existing);
        return !owners.isEmpty() && owners.stream().noneMatch(services::contains);
    }

    /** Who has the object keeps it; else the first Service by name. */
    private void decide(MergeConflict conflict, Map<ServiceKey, Finding> newlyHeld) {
        SortedSet<ServiceKey> claimants = contributors.getOrDefault(conflict.resource(), new TreeSet<>());
        ServiceKey winner = request.observation().actual().get(conflict.resource()).stream()
                .flatMap(existing -> owners(existing).stream())
                .filter(claimants::contains)
                .findFirst()
                .orElse(claimants.first());
        SpecValue kept = wish(winner, conflict);
        for (ServiceKey claimant : claimants) {
            if (!wish(claimant, conflict).equals(kept)) {
                newlyHeld.putIfAbsent(claimant, PlanFindings.conflict(claimant, conflict, winner));
            }
        }
    }

    private SpecValue wish(ServiceKey service, MergeConflict conflict) {
        return proceeding.getOrDefault(service, List.of()).stream()
                .filter(resource -> resource.id().equals(conflict.resource()))
                .flatMap(resource -> Optional.ofNullable(resource.spec().get(conflict.attribute())).stream())
                .findFirst()
                .orElse(SpecValue.absent());
    }

    /** What is wanted, where objects that a kept Service shares only grow. */
    ResourceGraph desired() {
        List<Resource> desired = new ArrayList<>();
        for (Resource resource : merged.resources()) {
            Optional<Resource> existing = request.observation().actual().get(resource.id());
            boolean shared = existing.isPresent() && !everyOwnerIsReleased(existing.get());
            desired.add(shared ? growing(resource, existing.get()) : resource);
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
                .filter(request::isOurs)
                .filter(this::everyOwnerIsReleased)
                .toList();
    }

    private boolean mayGo(Resource existing) {
        return request.isOurs(existing) && everyOwnerIsReleased(existing);
    }

    private boolean everyOwnerIsReleased(Resource existing) {
        for (Owner owner : existing.owners()) {
            boolean released = request.isOurs(owner)
                    && owner.service().map(this::isReleased).orElseGet(this::everybodyIsKnown);
            if (!released) {
                return false;
            }
        }
        return true;
    }

    private boolean isReleased(ServiceKey service) {
        return proceeding.containsKey(service) || (!held.contains(service) && request.isGone(service));
    }

    private boolean everybodyIsKnown() {
        return held.isEmpty() && request.servicesComplete();
    }

    /** Sets unite with what is there, members stay, and what a kept Service may rely on is left alone. */
    private Resource growing(Resource wanted, Resource existing) {
        boolean keptServices = !owners(existing).stream().allMatch(this::isReleased);
        SortedMap<String, SpecValue> spec = new TreeMap<>();
        wanted.spec().forEach((name, value) -> {
            SpecValue found = existing.spec().get(name);
            boolean united = wanted.kind()
                    .attribute(name)
                    .filter(Attribute::isUnitedWhenShared)
                    .isPresent();
            if (found == null || (!united && !keptServices)) {
                spec.put(name, value);
            } else if (united) {
                wanted.kind()
                        .attribute(name)
                        .map(attribute -> attribute.settled(new TreeSet<>(List.of(value, found))))
                        .filter(settled -> settled.size() == 1)
                        .ifPresent(settled -> spec.put(name, settled.first()));
            }
        });
        return Resource.builder()
                .from(wanted)
                .spec(spec)
                .addAllOwners(existing.owners())
                .membersCoverage(wanted.membersCoverage().and(Coverage.PARTIAL))
                .build();
    }
}
