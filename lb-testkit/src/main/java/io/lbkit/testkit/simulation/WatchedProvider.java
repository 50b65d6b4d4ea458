package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.ProviderId;
import io.lbkit.testkit.cloud.SimulatedCrash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** The cloud as one process uses it: every call is watched, and none comes from a process that is dead. */
final class WatchedProvider implements LoadBalancerProvider {
    private final LoadBalancerProvider cloud;
    private final Invariants invariants;
    private final FaultCount faults;
    private final Trace trace;
    private final Set<Doubt> uncertain = new HashSet<>();
    private OptionalInt left = OptionalInt.empty();
    private boolean dead;
    private long calls;

    /** A change whose effect may have happened: what was to be done to which object. */
    private record Doubt(Class<? extends Change> change, ResourceId object) {
        static Doubt of(Change change) {
            return new Doubt(change.getClass(), change.id());
        }
    }

    WatchedProvider(LoadBalancerProvider cloud, Invariants invariants, FaultCount faults, Trace trace) {
        this.cloud = cloud;
        this.invariants = invariants;
        this.faults = faults;
        this.trace = trace;
    }

    /** The process dies once it has made some more writing calls, in the middle of a batch if need be. */
    void dieAfter(int writes) {
        left = OptionalInt.of(writes);
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public ProviderId id() {
        return cloud.id();
    }

    @Override
    public Set<ResourceKind> kinds() {
        return cloud.kinds();
    }

    @Override
    public String designVersion() {
        return cloud.designVersion();
    }

    @Override
    public Design design(DesignRequest request) {
        return cloud.design(request);
    }

    @Override
    public Observation observe(ObservationScope scope) {
        demandLife();
        try {
            Observation observation = cloud.observe(scope);
            uncertain.removeIf(doubt -> observation.knows(doubt.object()));
            invariants.read(observation);
            return observation;
        } catch (ProviderException e) {
            faults.count(e.kind());
            throw e;
        }
    }

    @Override
    public SortedMap<ResourceId, Map<MemberKey, MemberHealth>> health(ObservationScope scope) {
        demandLife();
        try {
            return cloud.health(scope);
        } catch (ProviderException e) {
            faults.count(e.kind());
            throw e;
        }
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        demandLife();
        int writes = writes(batch);
        if (left.isPresent() && left.getAsInt() < writes) {
            watched(beginning(batch, left.getAsInt()));
            left = OptionalInt.of(0);
            demandLife();
        }
        BatchResult result = watched(batch);
        calls += writes;
        if (left.isPresent()) {
            left = OptionalInt.of(left.getAsInt() - writes);
        }
        demandLife();
        return result;
    }

    /** Changes that happen as a whole are one call, others are one each. */
    private static int writes(ChangeBatch batch) {
        return isAtomic(batch) ? 1 : batch.changes().size();
    }

    private static boolean isAtomic(ChangeBatch batch) {
        return batch.changes().stream()
                .anyMatch(change -> change.resource().kind().batching() == Batching.ATOMIC);
    }

    private static ChangeBatch beginning(ChangeBatch batch, int changes) {
        return ChangeBatch.builder()
                .from(batch)
                .changes(batch.changes().subList(0, changes))
                .tokens(batch.tokens().stream().limit(changes).toList())
                .build();
    }

    private BatchResult watched(ChangeBatch batch) {
        String call = words(batch);
        for (Change change : batch.changes()) {
            if (uncertain.contains(Doubt.of(change))) {
                invariants.broken(Rule.READ_BEFORE_REPEAT, call + " follows a lost answer");
            }
        }
        Invariants.Before before = invariants.before(services(batch));
        BatchResult result;
        try {
            result = cloud.apply(batch);
        } catch (ProviderException e) {
            faults.count(e.kind());
            trace.add(call + " -> " + e.kind().label());
            if (e.kind() == ErrorKind.STATE_UNKNOWN) {
                batch.changes().forEach(change -> uncertain.add(Doubt.of(change)));
            }
            throw e;
        }
        trace.add(call + outcome(batch, result));
        invariants.after(call, before);
        return result;
    }

    /** The Services that a batch concerns; none if it concerns what all of them share. */
    private static Set<ServiceKey> services(ChangeBatch batch) {
        Set<ServiceKey> services = new TreeSet<>();
        for (Change change : batch.changes()) {
            for (Owner owner : change.resource().owners()) {
                if (owner.service().isEmpty()) {
                    return Set.of();
                }
                services.add(owner.service().get());
            }
        }
        return services;
    }

    private void demandLife() {
        if (left.isPresent() && left.getAsInt() <= 0) {
            dead = true;
        }
        if (dead) {
            throw new SimulatedCrash(calls);
        }
    }

    private String outcome(ChangeBatch batch, BatchResult result) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < result.results().size(); i++) {
            if (result.results().get(i) instanceof ChangeResult.Failed failed) {
                ErrorKind kind = failed.error().kind();
                faults.count(kind);
                failures.add(kind.label());
                if (kind == ErrorKind.STATE_UNKNOWN) {
                    uncertain.add(Doubt.of(batch.changes().get(i)));
                }
            }
        }
        return failures.isEmpty() ? "" : " -> " + failures;
    }

    private static String words(ChangeBatch batch) {
        List<String> words = new ArrayList<>();
        for (Change change : batch.changes()) {
            if (change instanceof Change.AddMembers add) {
                words.add("add "
                        + add.members().asList().stream()
                                .map(WatchedProvider::word)
                                .toList() + " to " + add.id().name());
            } else if (change instanceof Change.RemoveMembers remove) {
                words.add("remove "
                        + remove.members().asList().stream()
                                .map(WatchedProvider::word)
                                .toList() + " from " + remove.id().name());
            } else if (change instanceof Change.Update update) {
                words.add("update " + update.id() + " "
                        + update.attributes().stream()
                                .map(one -> one.attribute())
                                .toList());
            } else {
                words.add((change instanceof Change.Create ? "create " : "delete ") + change.id());
            }
        }
        return String.join(", ", words);
    }

    private static String word(Member member) {
        return member.key() + (member.state() == MemberState.ACTIVE ? "" : " " + member.state());
    }
}
