package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.RecentTraffic;
import io.lbkit.reconcile.spi.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The cloud without the wire: objects, time and rules. Every method holds the one lock. */
final class CloudCore {
    private static final ChangeBatch AT_THE_CONSOLE =
            ChangeBatch.builder().key("console").build();

    private final VirtualClock clock;
    private final SimulatedFacts facts;
    private final CloudShape shape;
    private final CloudState state;
    private final References references;
    private final Serials serials = new Serials();
    private final AddressRules addresses;
    private final ObjectWrites objects;
    private final MemberWrites members;
    private final HealthModel health;
    private final Map<ResourceId, RecentTraffic> traffic = new TreeMap<>();

    CloudCore(VirtualClock clock, CloudShape shape, SimulatedFacts facts, Duration lag, HealthSource source) {
        this.clock = clock;
        this.shape = shape;
        this.state = new CloudState(shape.operationTime());
        this.references = new References(state);
        this.facts = facts;
        this.addresses = shape.addresses(facts);
        this.objects = new ObjectWrites(state, addresses, facts, serials, clock);
        this.members = new MemberWrites(state, facts, clock);
        this.health = new HealthModel(facts, state, source);
        state.lag(lag);
    }

    synchronized void lag(Duration lag) {
        state.lag(lag);
    }

    synchronized void source(HealthSource source) {
        health.source(source);
    }

    synchronized void traffic(ResourceId loadBalancer, RecentTraffic counted) {
        traffic.put(loadBalancer, counted);
    }

    /** Takes over what was observed earlier: first the superseded objects, so that the others have the names. */
    synchronized void restore(Observation saved) {
        List<Resource> all = new ArrayList<>(saved.superseded());
        all.addAll(saved.actual().resources());
        all.forEach(serials::reserve);
        traffic.putAll(saved.traffic());
        List<StoredObject> unbound = new ArrayList<>();
        for (Resource observed : all) {
            ResourceKind kind = shape.kind(observed.kind().name())
                    .orElseThrow(() -> InvalidValueException.of(
                            "kind", observed.kind().name(), "a simulated cloud has only " + shape.kinds()));
            Resource resource = Resource.builder().from(observed).kind(kind).build();
            addresses.take(resource);
            StoredObject stored = StoredObject.saved(
                    resource.cloudId().orElseGet(() -> serials.nextCloudId(kind)),
                    resource.revision().orElseGet(serials::nextRevision),
                    resource);
            state.put(stored, Instant.EPOCH);
            unbound.add(stored);
        }
        for (StoredObject object : unbound) {
            Map<ResourceId, String> bindings = references.bindWhatExists(object.resource());
            Resource renamed = references.renamed(object.resource());
            state.put(object.with(object.revision(), renamed, bindings), Instant.EPOCH);
        }
    }

    synchronized ChangeResult carryOut(Change change, ChangeBatch batch) {
        try {
            if (change instanceof Change.Create create) {
                return ChangeResult.made(objects.create(create.resource(), batch));
            } else if (change instanceof Change.Update update) {
                objects.update(update, batch);
            } else if (change instanceof Change.Delete delete) {
                objects.delete(delete.resource());
            } else if (change instanceof Change.AddMembers add) {
                MemberWrites.checkCall(add.resource(), add.members());
                members.add(pool(add.resource(), batch).markedAs(add.resource()), add.members());
            } else if (change instanceof Change.RemoveMembers remove) {
                MemberWrites.checkCall(remove.resource(), remove.members());
                members.remove(pool(remove.resource(), batch).markedAs(remove.resource()), remove.members());
            }
            return ChangeResult.done();
        } catch (ProviderException e) {
            return ChangeResult.failed(e);
        } catch (InvalidValueException e) {
            return ChangeResult.failed(new ProviderException(ErrorKind.INVALID, change.id() + ": " + e.getMessage(), e)
                    .about(change.id()));
        }
    }

    /** All changes happen, or none: the whole document is written at once. */
    synchronized BatchResult write(ChangeBatch document) {
        CloudState before = state.copy();
        List<ChangeResult> results = new ArrayList<>();
        for (Change change : document.changes()) {
            ChangeResult result = carryOut(change, document);
            if (result instanceof ChangeResult.Failed failed) {
                state.become(before);
                return BatchResult.allFailed(document, failed.error());
            }
            results.add(result);
        }
        return new BatchResult(results);
    }

    private StoredObject pool(Resource resource, ChangeBatch batch) {
        StoredObject pool = references.find(resource, batch).orElseThrow(() -> Refusal.missing(resource));
        Refusal.unlessOurs(pool, resource);
        return pool;
    }

    synchronized Observation observe(ObservationScope scope, List<Unread> unread) {
        Instant instant = clock.instant().minus(state.lag());
        Map<ResourceId, StoredObject> newest = new TreeMap<>();
        List<StoredObject> superseded = new ArrayList<>();
        for (StoredObject object : state.asOf(instant)) {
            StoredObject older = newest.put(object.id(), object);
            if (older != null && older.belongsTo(scope.cluster())) {
                superseded.add(older);
            }
        }
        Predicate<StoredObject> visible =
                object -> unread.stream().noneMatch(part -> part.covers(object.id())) && isInScope(object, scope);
        List<StoredObject> seen = newest.values().stream().filter(visible).toList();
        Observation.Builder observation = Observation.builder()
                .facts(facts.written())
                .unread(unread)
                .actual(ResourceGraph.of(seen.stream()
                        .map(object -> References.observed(object, newest))
                        .toList()))
                .superseded(superseded.stream()
                        .filter(visible)
                        .map(object -> References.observed(object, newest))
                        .toList());
        seen.stream()
                .filter(object -> object.kind().members().isPresent())
                .forEach(pool -> observation.putHealth(pool.id(), health.of(pool, instant)));
        seen.forEach(object -> Optional.ofNullable(traffic.get(object.id()))
                .ifPresent(counted -> observation.putTraffic(object.id(), counted)));
        return observation.build();
    }

    private static boolean isInScope(StoredObject object, ObservationScope scope) {
        return scope.services().isEmpty()
                || !object.belongsTo(scope.cluster())
                || object.resource().owners().stream()
                        .anyMatch(owner -> owner.cluster().equals(scope.cluster())
                                && owner.service().stream()
                                        .allMatch(key -> scope.services().contains(key)));
    }

    synchronized long changes() {
        return state.changes();
    }

    /** {@return every object as it is now, whoever owns it, in the order in which they were made} */
    synchronized List<Resource> objects() {
        List<StoredObject> all = state.asOf(clock.instant());
        Map<ResourceId, StoredObject> newest = new TreeMap<>();
        all.forEach(object -> newest.put(object.id(), object));
        return all.stream().map(object -> References.observed(object, newest)).toList();
    }

    synchronized Map<MemberKey, MemberHealth> health(String cloudId) {
        return state.get(cloudId).map(pool -> health.of(pool, clock.instant())).orElse(Map.of());
    }

    synchronized StoredObject existing(ResourceId id) {
        return state.newest(id)
                .orElseThrow(() -> new ProviderException(ErrorKind.NOT_FOUND, id + " does not exist").about(id));
    }

    synchronized void edit(ResourceId id, String attribute, SpecValue value) {
        StoredObject old = existing(id);
        Resource next = Resource.builder()
                .from(old.resource())
                .putSpec(attribute, value)
                .build();
        objects.write(old, next, references.bind(next, AT_THE_CONSOLE));
    }

    synchronized void editMark(ResourceId id, UnaryOperator<Resource> edit) {
        StoredObject old = existing(id);
        objects.write(old, edit.apply(old.resource()), old.bindings());
    }

    synchronized void editMembers(ResourceId id, BiConsumer<MemberWrites, StoredObject> edit) {
        edit.accept(members, existing(id));
    }

    synchronized void create(Resource resource) {
        Optional<StoredObject> old = state.newest(resource.id());
        if (old.isPresent()) {
            throw Refusal.of(ErrorKind.ALREADY_EXISTS, resource, "it exists");
        }
        objects.add(resource, references.bind(resource, AT_THE_CONSOLE));
        resource.members().ifPresent(all -> members.add(existing(resource.id()), all));
    }

    synchronized void delete(ResourceId id) {
        objects.remove(existing(id));
    }

    synchronized void deleteWithUsers(ResourceId id) {
        deleteWithUsers(existing(id));
    }

    private void deleteWithUsers(StoredObject object) {
        state.users(object.cloudId()).forEach(this::deleteWithUsers);
        if (state.get(object.cloudId()).isPresent()) {
            objects.remove(object);
        }
    }
}
