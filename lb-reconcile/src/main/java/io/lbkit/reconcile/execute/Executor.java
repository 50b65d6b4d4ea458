package io.lbkit.reconcile.execute;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a plan out through a provider: in the order of dependencies, changes with a common batch key together, members in
 * calls of the size that the kind allows. When a step fails, the steps that need it are skipped and the others go on. One
 * call at a time, on the caller's thread; holds no state between plans, so many threads may use it.
 */
public final class Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    private final LoadBalancerProvider provider;

    private Executor(LoadBalancerProvider provider) {
        this.provider = provider;
    }

    /**
     * An executor.
     *
     * @param provider who carries changes out
     * @return the executor
     */
    public static Executor of(LoadBalancerProvider provider) {
        return new Executor(provider);
    }

    /**
     * Carries a plan out.
     *
     * @param plan the plan
     * @return what became of each step; failures of the provider are in it and are not thrown
     */
    public Outcome execute(Plan plan) {
        return new Run(plan).toEnd();
    }

    /** Kinds that are parts of one document go together, so only their key counts. */
    private record BatchId(String kind, String key) {
        static BatchId of(Step step) {
            ResourceKind kind = step.change().resource().kind();
            String key = kind.batchKey().apply(step.change().resource());
            return new BatchId(isAtomic(step) ? "" : kind.name(), key);
        }
    }

    private static boolean isAtomic(Step step) {
        return step.change().resource().kind().batching() == Batching.ATOMIC;
    }

    private final class Run {
        private final Plan plan;
        private final SortedMap<ResourceId, String> cloudIds;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, List<Step>> followers = new HashMap<>();
        private final Map<String, Integer> waitingFor = new HashMap<>();
        private final NavigableSet<Integer> ready = new TreeSet<>();
        private final NavigableSet<Integer> readyDocuments = new TreeSet<>();
        private final Map<BatchId, NavigableSet<Integer>> open = new HashMap<>();
        private final Map<String, StepOutcome> ended = new HashMap<>();

        Run(Plan plan) {
            this.plan = plan;
            this.cloudIds = new TreeMap<>(plan.cloudIds());
            for (Step step : plan.steps()) {
                int place = places.size();
                places.put(step.id(), place);
                waitingFor.put(step.id(), step.after().size());
                step.after()
                        .forEach(before -> followers
                                .computeIfAbsent(before, id -> new ArrayList<>())
                                .add(step));
                open.computeIfAbsent(BatchId.of(step), id -> new TreeSet<>()).add(place);
                if (step.after().isEmpty()) {
                    readySet(step).add(place);
                }
            }
        }

        Outcome toEnd() {
            while (!ready.isEmpty() || !readyDocuments.isEmpty()) {
                int next = ready.isEmpty() ? readyDocuments.first() : ready.first();
                carryOut(companions(plan.steps().get(next)));
            }
            return Outcome.builder()
                    .plan(plan)
                    .steps(plan.steps().stream().map(this::told).toList())
                    .build();
        }

        /** A document waits until nothing else can be done, so that as much as possible goes in one write. */
        private NavigableSet<Integer> readySet(Step step) {
            return isAtomic(step) ? readyDocuments : ready;
        }

        /** Only at the end it is known everything that a skipped step would have needed. */
        private StepOutcome told(Step step) {
            StepOutcome outcome = Objects.requireNonNull(ended.get(step.id()));
            return outcome.status() == StepOutcome.Status.SKIPPED
                    ? StepOutcome.builder()
                            .from(outcome)
                            .missing(step.after().stream()
                                    .filter(before -> !isDone(before))
                                    .toList())
                            .build()
                    : outcome;
        }

        private boolean isDone(String id) {
            StepOutcome outcome = ended.get(id);
            return outcome != null && outcome.status() == StepOutcome.Status.DONE;
        }

        /** Every open step that can go in one batch with a step that is ready, in the order of the plan. */
        private List<Step> companions(Step first) {
            List<Step> together = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int place : open.getOrDefault(BatchId.of(first), new TreeSet<>())) {
                Step step = plan.steps().get(place);
                boolean possible = step.after().stream()
                        .allMatch(before -> isDone(before) || (isAtomic(step) && ids.contains(before)));
                if (possible) {
                    together.add(step);
                    ids.add(step.id());
                }
            }
            return together;
        }

        private void carryOut(List<Step> together) {
            List<Step> whole = new ArrayList<>();
            Map<Step, List<Change>> divided = new LinkedHashMap<>();
            for (Step step : together) {
                List<Change> parts = parts(step);
                if (parts.size() > 1) {
                    divided.put(step, parts);
                } else {
                    whole.add(step);
                }
            }
            if (!whole.isEmpty()) {
                apply(whole, whole.stream().map(Step::change).toList());
            }
            divided.forEach(this::moveInParts);
        }

        private void apply(List<Step> steps, List<Change> changes) {
            BatchResult result = call(BatchId.of(steps.get(0)).key(), changes);
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                ChangeResult of = result.results().get(i);
                finish(step, of, of instanceof ChangeResult.Done ? size(step.change()) : 0);
            }
        }

        /** Members that have moved stay moved when a later part fails; the next plan moves the rest. */
        private void moveInParts(Step step, List<Change> parts) {
            int moved = 0;
            ChangeResult last = ChangeResult.done();
            for (Change part : parts) {
                last = call(BatchId.of(step).key(), List.of(part)).results().get(0);
                if (last instanceof ChangeResult.Failed) {
                    break;
                }
                moved += size(part);
            }
            finish(step, last, moved);
        }

        private BatchResult call(String key, List<Change> changes) {
            ChangeBatch batch = ChangeBatch.builder()
                    .key(key)
                    .changes(changes)
                    .cloudIds(idsFor(changes))
                    .build();
            try {
                BatchResult result = provider.apply(batch);
                if (result.results().size() != changes.size()) {
                    throw new IllegalStateException("provider " + provider.id() + " answered " + changes.size()
                            + " changes with " + result.results().size() + " results");
                }
                return result;
            } catch (ProviderException error) {
                return BatchResult.allFailed(batch, error);
            }
        }

        /** The ids of what the changes are about and refer to; a fleet has too many ids to carry all of them along. */
        private SortedMap<ResourceId, String> idsFor(List<Change> changes) {
            SortedMap<ResourceId, String> ids = new TreeMap<>();
            for (Change change : changes) {
                addId(change.id(), ids);
                change.resource().dependsOn().forEach(target -> addId(target, ids));
            }
            return ids;
        }

        private void addId(ResourceId id, SortedMap<ResourceId, String> ids) {
            String cloudId = cloudIds.get(id);
            if (cloudId != null) {
                ids.put(id, cloudId);
            }
        }

        private void finish(Step step, ChangeResult result, int moved) {
            StepOutcome.Builder outcome = StepOutcome.builder().step(step);
            if (result instanceof ChangeResult.Done done) {
                done.cloudId().ifPresent(id -> cloudIds.put(step.resource(), id));
                if (step.change() instanceof Change.Delete delete) {
                    delete.resource().cloudId().ifPresent(id -> cloudIds.remove(step.resource(), id));
                }
                end(outcome.status(StepOutcome.Status.DONE).membersMoved(moved).build());
            } else if (result instanceof ChangeResult.Failed failed) {
                ProviderException error = failed.error();
                LOG.warn(
                        "{} {} failed: {}: {}",
                        step.action().label(),
                        step.resource(),
                        error.kind().label(),
                        error.detail());
                end(outcome.status(StepOutcome.Status.FAILED)
                        .membersMoved(moved)
                        .error(error.kind())
                        .detail(error.detail()
                                + error.hint().map(hint -> " (" + hint + ")").orElse(""))
                        .build());
            }
        }

        private void close(StepOutcome outcome) {
            Step step = outcome.step();
            int place = Objects.requireNonNull(places.get(step.id()));
            ended.put(step.id(), outcome);
            readySet(step).remove(place);
            open.getOrDefault(BatchId.of(step), new TreeSet<>()).remove(place);
        }

        private void end(StepOutcome outcome) {
            Step step = outcome.step();
            close(outcome);
            if (outcome.status() == StepOutcome.Status.DONE) {
                followers.getOrDefault(step.id(), List.of()).forEach(this::release);
            } else {
                skipFollowers(step);
            }
        }

        /** Followers of followers as well; a loop, since a chain may be long. */
        private void skipFollowers(Step failed) {
            Deque<Step> left = new ArrayDeque<>(followers.getOrDefault(failed.id(), List.of()));
            while (!left.isEmpty()) {
                Step follower = left.pop();
                if (!ended.containsKey(follower.id())) {
                    close(StepOutcome.builder()
                            .step(follower)
                            .status(StepOutcome.Status.SKIPPED)
                            .build());
                    left.addAll(followers.getOrDefault(follower.id(), List.of()));
                }
            }
        }

        private void release(Step follower) {
            if (waitingFor.merge(follower.id(), -1, Integer::sum) == 0 && !ended.containsKey(follower.id())) {
                readySet(follower).add(Objects.requireNonNull(places.get(follower.id())));
            }
        }
    }

    private static int size(Change change) {
        if (change instanceof Change.AddMembers add) {
            return add.members().size();
        }
        return change instanceof Change.RemoveMembers remove ? remove.members().size() : 0;
    }

    /** One document is written at once, however many members are in it. */
    private static List<Change> parts(Step step) {
        if (isAtomic(step)) {
            return List.of(step.change());
        }
        int most = step.change()
                .resource()
                .kind()
                .members()
                .map(MemberSchema::maxPerCall)
                .orElse(Integer.MAX_VALUE);
        Change change = step.change();
        if (size(change) <= most) {
            return List.of(change);
        }
        if (change instanceof Change.AddMembers add) {
            return parts(split(add.members(), most), add.resource(), Change.AddMembers::new);
        }
        if (change instanceof Change.RemoveMembers remove) {
            return parts(split(remove.members(), most), remove.resource(), Change.RemoveMembers::new);
        }
        return List.of(change);
    }

    /** The mark of the members is true only once the last of them has moved. */
    private static List<Change> parts(
            List<MemberSet> members, Resource wanted, BiFunction<Resource, MemberSet, Change> change) {
        Resource underWay = Resource.builder()
                .from(wanted)
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
        List<Change> parts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            parts.add(change.apply(i < members.size() - 1 ? underWay : wanted, members.get(i)));
        }
        return parts;
    }

    private static List<MemberSet> split(MemberSet members, int most) {
        List<MemberSet> parts = new ArrayList<>();
        List<Member> all = members.asList();
        for (int from = 0; from < all.size(); from += Math.min(most, all.size() - from)) {
            parts.add(MemberSet.of(all.subList(from, from + Math.min(most, all.size() - from))));
        }
        return parts;
    }
}
