package io.lbkit.reconcile.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Carries out a plan in mind, step by step on what was observed, and fails as soon as clients of a Service that is wanted
 * would notice. Knows the effects of changes and nothing of guardrails.
 */
final class Onlooker {
    private final Plan plan;
    private final Map<String, Resource> objects = new TreeMap<>();
    private final Map<String, Set<MemberKey>> serving = new TreeMap<>();
    private final Set<ServiceKey> clients;
    private final Set<ResourceId> servedPools = new TreeSet<>();
    private final Set<ResourceId> servedListeners = new TreeSet<>();
    private final Set<ServiceKey> servedServices = new TreeSet<>();
    private final Map<ServiceKey, Set<String>> addresses = new HashMap<>();
    private final Map<ServiceKey, Open> open = new HashMap<>();

    private Onlooker(Plan plan) {
        this.plan = plan;
        this.clients = plan.wanted();
        plan.observation().actual().resources().forEach(this::exists);
        objects.values().stream().map(Resource::id).filter(this::serves).forEach(servedPools::add);
        listeners().filter(this::delivers).map(Resource::id).forEach(servedListeners::add);
        for (ServiceKey service : clients) {
            if (poolsOf(service).anyMatch(this::serves)) {
                servedServices.add(service);
            }
            addresses.put(service, addressesOf(service));
            open.put(service, openOf(service));
        }
    }

    static void watch(Plan plan) {
        Onlooker onlooker = new Onlooker(plan);
        for (Step step : plan.steps()) {
            onlooker.happens(step.change());
            onlooker.look(step);
        }
    }

    private void exists(Resource resource) {
        String name = observed(resource);
        objects.put(name, resource);
        Map<MemberKey, MemberHealth> health = plan.observation().health().getOrDefault(resource.id(), Map.of());
        Set<MemberKey> well = new HashSet<>();
        resource.members()
                .ifPresent(members -> members.forEach(member -> {
                    MemberHealth reported = health.get(member.key());
                    boolean works =
                            reported == null ? health.isEmpty() : reported.state() == MemberHealth.State.HEALTHY;
                    if (works && takesConnections(member)) {
                        well.add(member.key());
                    }
                }));
        serving.put(name, well);
    }

    private static String observed(Resource resource) {
        return resource.id() + " " + resource.cloudId().orElse("?");
    }

    private static String made(ResourceId id) {
        return id + " new";
    }

    private static boolean takesConnections(Member member) {
        return member.weight() > 0 && member.state() == MemberState.ACTIVE;
    }

    private void happens(Change change) {
        if (change instanceof Change.Create create) {
            objects.put(made(create.id()), asked(create.resource()));
            serving.put(made(create.id()), new HashSet<>());
        } else if (change instanceof Change.Update update) {
            objects.put(
                    observed(update.before()),
                    Resource.builder()
                            .from(update.before())
                            .putAllSpec(update.resource().spec())
                            .owners(update.resource().owners())
                            .build());
        } else if (change instanceof Change.Delete delete) {
            String name = objects.containsKey(observed(delete.resource()))
                    ? observed(delete.resource())
                    : delete.resource().cloudId().isPresent() ? "superseded" : made(delete.id());
            objects.remove(name);
            serving.remove(name);
        } else if (change instanceof Change.AddMembers add) {
            add.members().forEach(member -> register(add.id(), member));
        } else if (change instanceof Change.RemoveMembers remove) {
            remove.members().forEach(member -> target(remove.id()).remove(member.key()));
        }
    }

    /** Nobody knows what the cloud will choose for a new object. */
    private static Resource asked(Resource created) {
        Resource.Builder asked = Resource.builder().from(created);
        Map<String, io.lbkit.model.resource.SpecValue> spec = new TreeMap<>(created.spec());
        for (Attribute<?> attribute : created.kind().attributes()) {
            if (attribute.mutability() == Mutability.COMPUTED) {
                spec.remove(attribute.name());
            }
        }
        return asked.spec(spec).build();
    }

    /** Who is new is healthy before the next step; who was registered and sick stays sick. */
    private void register(ResourceId pool, Member member) {
        boolean isNew = objects.containsKey(made(pool))
                || plan.observation()
                        .actual()
                        .get(pool)
                        .flatMap(Resource::members)
                        .flatMap(members -> members.get(member.key()))
                        .filter(Onlooker::takesConnections)
                        .isEmpty();
        if (!takesConnections(member)) {
            target(pool).remove(member.key());
        } else if (isNew) {
            target(pool).add(member.key());
        }
    }

    private Set<MemberKey> target(ResourceId pool) {
        Set<MemberKey> fresh = serving.get(made(pool));
        return fresh != null
                ? fresh
                : plan.observation()
                        .actual()
                        .get(pool)
                        .map(found -> serving.computeIfAbsent(observed(found), name -> new HashSet<>()))
                        .orElseGet(HashSet::new);
    }

    private boolean serves(ResourceId pool) {
        return serving.entrySet().stream()
                .anyMatch(entry -> entry.getKey().startsWith(pool + " ")
                        && !entry.getValue().isEmpty());
    }

    private Stream<Resource> listeners() {
        return objects.values().stream().filter(object -> object.kind().role() == Role.LISTENER);
    }

    private boolean delivers(Resource listener) {
        return listener.dependsOn().stream().anyMatch(this::serves);
    }

    private static boolean isOf(ServiceKey service, Resource resource) {
        return resource.owners().stream()
                .anyMatch(owner -> owner.service().filter(service::equals).isPresent());
    }

    private Stream<ResourceId> poolsOf(ServiceKey service) {
        return Stream.of(plan.observation().actual(), plan.desired())
                .map(ResourceGraph::resources)
                .flatMap(all -> all.stream())
                .filter(resource -> isOf(service, resource))
                .map(Resource::id)
                .distinct();
    }

    private Set<String> published() {
        Set<String> all = new TreeSet<>();
        objects.values()
                .forEach(object ->
                        object.kind().publishes().ifPresent(publishes -> all.addAll(publishes.apply(object))));
        return all;
    }

    private Set<String> addressesOf(ServiceKey service) {
        Set<String> all = new TreeSet<>();
        objects.values().stream()
                .filter(object -> isOf(service, object))
                .forEach(object ->
                        object.kind().publishes().ifPresent(publishes -> all.addAll(publishes.apply(object))));
        return all;
    }

    /** How open a Service is. */
    private record Open(Set<Exposure.Reach> reach, Set<CidrSet> sources, Set<String> encrypted, Set<String> plain) {
        CidrSet admitted() {
            return sources.stream().reduce(CidrSet.empty(), CidrSet::union);
        }
    }

    private Open openOf(ServiceKey service) {
        Open all = new Open(EnumSet.noneOf(Exposure.Reach.class), new HashSet<>(), new TreeSet<>(), new TreeSet<>());
        objects.values().stream()
                .filter(object -> isOf(service, object))
                .flatMap(object -> object.kind().exposes().map(exposes -> exposes.apply(object)).stream())
                .forEach(part -> {
                    part.reach().ifPresent(all.reach()::add);
                    part.sources().ifPresent(all.sources()::add);
                    all.encrypted().addAll(part.encrypted());
                    all.plain().addAll(part.plain());
                });
        return all;
    }

    private void look(Step step) {
        String when = "after " + step.id() + " " + step.action() + " " + step.resource();
        for (ResourceId pool : servedPools) {
            assertThat(serves(pool) || plan.desired().get(pool).isEmpty())
                    .as("somebody works in %s %s", pool, when)
                    .isTrue();
        }
        listeners()
                .filter(listener -> servedListeners.contains(listener.id()))
                .filter(listener -> plan.desired().get(listener.id()).isPresent())
                .forEach(listener -> assertThat(delivers(listener))
                        .as("%s delivers to somebody %s", listener.id(), when)
                        .isTrue());
        for (ServiceKey service : clients) {
            assertThat(!servedServices.contains(service) || poolsOf(service).anyMatch(this::serves))
                    .as("somebody works for %s %s", service, when)
                    .isTrue();
            assertThat(published())
                    .as("addresses of %s %s", service, when)
                    .containsAll(addresses.getOrDefault(service, Set.of()));
            isNotWider(service, when);
        }
    }

    /** Whoever admits everybody in one family, and nobody in the other, may admit anybody in the other. */
    private static CidrSet others(CidrSet admitted) {
        return Stream.of(IpFamily.values())
                .filter(family -> admitted.of(family).isEmpty()
                        && Stream.of(IpFamily.values()).anyMatch(admitted::isAny))
                .map(family -> CidrSet.of(Cidr.any(family)))
                .reduce(CidrSet.empty(), CidrSet::union);
    }

    private void isNotWider(ServiceKey service, String when) {
        Open before = open.getOrDefault(service, openOf(service));
        Open now = openOf(service);
        if (before.reach().equals(Set.of(Exposure.Reach.INTERNAL))) {
            assertThat(now.reach()).as("reach of %s %s", service, when).doesNotContain(Exposure.Reach.PUBLIC);
        }
        if (!before.sources().isEmpty()) {
            CidrSet admissible = before.admitted().union(others(before.admitted()));
            assertThat(admissible.containsAll(now.admitted()))
                    .as("%s admits %s, not only %s, %s", service, now.admitted(), before.admitted(), when)
                    .isTrue();
        }
        Set<String> encryptedOnly = new TreeSet<>(before.encrypted());
        encryptedOnly.removeAll(before.plain());
        encryptedOnly.retainAll(now.plain());
        assertThat(encryptedOnly)
                .as("ports of %s that were encrypted and are plain %s", service, when)
                .isEmpty();
    }
}
