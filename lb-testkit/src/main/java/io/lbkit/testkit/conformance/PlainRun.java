package io.lbkit.testkit.conformance;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries a plan out in the plainest way: one attempt for each change, no waiting. Steps that need a failed one are left out.
 * The engine's own execution retries, reads back and waits, which would hide what the kit looks for.
 */
final class PlainRun {
    private final LoadBalancerProvider provider;
    private final SortedMap<ResourceId, String> cloudIds;
    private final Set<String> done = new HashSet<>();
    private final List<Step> open;
    private final List<String> failures = new ArrayList<>();

    private PlainRun(LoadBalancerProvider provider, Plan plan) {
        this.provider = provider;
        this.cloudIds = new TreeMap<>(plan.cloudIds());
        this.open = new ArrayList<>(plan.steps());
    }

    /** {@return what failed, in words; empty if everything is done} */
    static List<String> of(LoadBalancerProvider provider, Plan plan) {
        PlainRun run = new PlainRun(provider, plan);
        for (List<Step> next = run.next(); !next.isEmpty(); next = run.next()) {
            run.carryOut(next);
        }
        return run.failures;
    }

    /** Steps that go in one batch; a document waits until nothing else can be done, so that it is written once. */
    private List<Step> next() {
        Optional<Step> first = open.stream()
                .filter(this::isReady)
                .filter(step -> !isAtomic(step))
                .findFirst();
        Optional<Step> leader =
                first.isPresent() ? first : open.stream().filter(this::isReady).findFirst();
        return leader.map(this::together).orElse(List.of());
    }

    private List<Step> together(Step leader) {
        List<Step> batch = new ArrayList<>();
        Set<String> inside = new HashSet<>(done);
        for (Step step : open) {
            boolean sameBatch = isAtomic(step) == isAtomic(leader)
                    && (isAtomic(step)
                            || step.change()
                                    .resource()
                                    .kind()
                                    .equals(leader.change().resource().kind()))
                    && key(step).equals(key(leader));
            if (sameBatch && (isAtomic(step) ? inside.containsAll(step.after()) : isReady(step))) {
                batch.add(step);
                inside.add(step.id());
            }
        }
        return batch;
    }

    private boolean isReady(Step step) {
        return done.containsAll(step.after());
    }

    private static boolean isAtomic(Step step) {
        return step.change().resource().kind().batching() == Batching.ATOMIC;
    }

    private static String key(Step step) {
        return step.change().resource().kind().batchKey().apply(step.change().resource());
    }

    private void carryOut(List<Step> steps) {
        open.removeAll(steps);
        List<Step> whole = new ArrayList<>();
        for (Step step : steps) {
            List<Change> parts = parts(step);
            if (parts.size() > 1) {
                parts.forEach(part -> call(key(step), List.of(step), List.of(part)));
            } else {
                whole.add(step);
            }
        }
        if (!whole.isEmpty()) {
            call(key(whole.get(0)), whole, whole.stream().map(Step::change).toList());
        }
    }

    private void call(String key, List<Step> steps, List<Change> changes) {
        ChangeBatch.Builder batch = ChangeBatch.builder().key(key).changes(changes);
        changes.forEach(change -> {
            addId(change.id(), batch);
            change.resource().dependsOn().forEach(target -> addId(target, batch));
        });
        List<ChangeResult> results;
        try {
            results = provider.apply(batch.build()).results();
        } catch (ProviderException error) {
            steps.forEach(step -> failed(step, error));
            return;
        }
        for (int i = 0; i < Math.min(steps.size(), results.size()); i++) {
            finish(steps.get(i), results.get(i));
        }
        for (Step left : steps.subList(Math.min(steps.size(), results.size()), steps.size())) {
            failures.add(told(left) + ": no result");
        }
    }

    private void addId(ResourceId id, ChangeBatch.Builder batch) {
        String cloudId = cloudIds.get(id);
        if (cloudId != null) {
            batch.putCloudId(id, cloudId);
        }
    }

    private void finish(Step step, ChangeResult result) {
        if (result instanceof ChangeResult.Failed failed) {
            failed(step, failed.error());
        } else if (result instanceof ChangeResult.Done made) {
            done.add(step.id());
            made.cloudId().ifPresent(id -> cloudIds.put(step.resource(), id));
            if (step.change() instanceof Change.Delete delete) {
                delete.resource().cloudId().ifPresent(id -> cloudIds.remove(step.resource(), id));
            }
        }
    }

    private void failed(Step step, ProviderException error) {
        done.remove(step.id());
        failures.add(told(step) + ": " + error.kind().label() + ": " + error.detail());
    }

    private static String told(Step step) {
        return step.action().label() + " " + step.resource();
    }

    /** The mark of the members is true only once the last of them has moved. */
    private static List<Change> parts(Step step) {
        Resource wanted = step.change().resource();
        int most = isAtomic(step)
                ? Integer.MAX_VALUE
                : wanted.kind().members().map(MemberSchema::maxPerCall).orElse(Integer.MAX_VALUE);
        List<MemberSet> sets = split(step.added().isEmpty() ? step.removed() : step.added(), most);
        if (sets.size() < 2) {
            return List.of(step.change());
        }
        Resource underWay = Resource.builder()
                .from(wanted)
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
        List<Change> parts = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            Resource of = i < sets.size() - 1 ? underWay : wanted;
            parts.add(
                    step.added().isEmpty()
                            ? new Change.RemoveMembers(of, sets.get(i))
                            : new Change.AddMembers(of, sets.get(i)));
        }
        return parts;
    }

    private static List<MemberSet> split(MemberSet members, int most) {
        List<MemberSet> sets = new ArrayList<>();
        List<Member> all = members.asList();
        for (int from = 0; from < all.size(); from += Math.min(most, all.size() - from)) {
            sets.add(MemberSet.of(all.subList(from, from + Math.min(most, all.size() - from))));
        }
        return sets;
    }
}
