package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which steps of a plan are over, and which can be carried out now. Knows nothing of time and calls. */
final class Progress {
    private final Plan plan;
    private final Collection<Verdict> verdicts;
    private final Plan carriedOut;
    private final Consumer<ReconcileEvent> events;
    private final ProviderId provider;
    private final Map<String, Work> works = new HashMap<>();
    private final Map<String, List<Work>> followers = new HashMap<>();
    private final NavigableSet<Integer> ready = new TreeSet<>();
    private final NavigableSet<Integer> readyDocuments = new TreeSet<>();
    private final Map<Company, NavigableSet<Integer>> open = new HashMap<>();
    private final Map<String, StepOutcome> ended = new HashMap<>();
    private int portions;

    /** What may go in one call. */
    private record Company(BatchId batch, int portion) {
        static Company of(Work work) {
            return new Company(work.batch, work.portion);
        }
    }

    Progress(Plan plan, Collection<Verdict> verdicts, Consumer<ReconcileEvent> events, ProviderId provider) {
        this.plan = plan;
        this.verdicts = verdicts;
        this.events = events;
        this.provider = provider;
        Set<String> stopped = new HashSet<>();
        verdicts.forEach(verdict -> stopped.addAll(verdict.steps()));
        this.carriedOut = plan.keeping(step -> !stopped.contains(step.id()));
        for (Step step : plan.steps()) {
            Work work = new Work(step, works.size());
            works.put(step.id(), work);
            step.after()
                    .forEach(before -> followers
                            .computeIfAbsent(before, id -> new ArrayList<>())
                            .add(work));
            offer(work);
        }
    }

    private void offer(Work work) {
        open.computeIfAbsent(Company.of(work), company -> new TreeSet<>()).add(work.place);
    }

    /** {@return the plan without what is withheld} */
    Plan carriedOut() {
        return carriedOut;
    }

    /** Ends the steps that must not be carried out, and those that need one of them. */
    void withhold() {
        Set<String> kept = new HashSet<>();
        carriedOut.steps().forEach(step -> kept.add(step.id()));
        for (Step step : plan.steps()) {
            if (!kept.contains(step.id())) {
                String detail = verdicts.stream()
                        .filter(verdict -> verdict.steps().contains(step.id()))
                        .map(verdict -> verdict.rule() + ": " + verdict.reason() + " Approve it with "
                                + verdict.approval() + ".")
                        .collect(Collectors.joining(" "));
                end(work(step.id()), StepOutcome.Status.WITHHELD, detail);
            }
        }
    }

    /** {@return what has nothing before it and waits for a gate} */
    List<Work> begin() {
        return plan.steps().stream()
                .filter(step -> step.after().isEmpty())
                .map(step -> work(step.id()))
                .filter(this::released)
                .toList();
    }

    private Work work(String id) {
        return Objects.requireNonNull(works.get(id));
    }

    /** {@return whether it waits for a gate now} */
    private boolean released(Work work) {
        if (work.state != Work.State.WAITING) {
            return false;
        }
        if (work.step.gates().isEmpty()) {
            ready(work);
            return false;
        }
        work.state = Work.State.GATED;
        return true;
    }

    void ready(Work work) {
        work.state = Work.State.READY;
        readySet(work).add(work.place);
    }

    private NavigableSet<Integer> readySet(Work work) {
        return BatchId.isAtomic(work.step) ? readyDocuments : ready;
    }

    /**
     * Takes the steps of the next batch.
     *
     * @param idle whether no call is under way; a document waits for that and until nothing else can be done, so that as much
     *     as possible goes in one write. It does not wait for an earlier write that is in a pause: what depends on that one
     *     is not ready, and two writes of one document are never under way at once
     * @return the steps, in the order of the plan; empty if there are none now
     */
    List<Work> next(boolean idle) {
        NavigableSet<Integer> from = ready.isEmpty() && idle ? readyDocuments : ready;
        if (from.isEmpty()) {
            return List.of();
        }
        List<Work> together = companions(work(plan.steps().get(from.first()).id()));
        together.forEach(this::take);
        return together;
    }

    private void take(Work work) {
        readySet(work).remove(work.place);
        open.getOrDefault(Company.of(work), new TreeSet<>()).remove(work.place);
    }

    /** Every open step that can go in one batch with a step that is ready, in the order of the plan. */
    private List<Work> companions(Work first) {
        List<Work> together = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int place : open.getOrDefault(Company.of(first), new TreeSet<>())) {
            Work work = work(plan.steps().get(place).id());
            boolean follows = BatchId.isAtomic(work.step)
                    && work.state == Work.State.WAITING
                    && work.step.gates().isEmpty()
                    && work.step.after().stream().allMatch(before -> isDone(before) || ids.contains(before));
            if (work.state == Work.State.READY || follows) {
                together.add(work);
                ids.add(work.step.id());
            }
        }
        return together;
    }

    /**
     * Offers the steps of a document that was refused again, in halves.
     *
     * @return whether they can be divided; if not, nothing has changed
     */
    boolean divide(Collection<Work> refused) {
        List<List<Work>> halves = Refusals.halves(refused);
        if (halves.size() < 2) {
            return false;
        }
        for (List<Work> half : halves) {
            portions++;
            for (Work work : half) {
                work.portion = portions;
                work.state = Work.State.WAITING;
                offer(work);
            }
        }
        refused.stream().filter(work -> work.missing == 0).forEach(this::ready);
        return true;
    }

    private boolean isDone(String id) {
        StepOutcome outcome = ended.get(id);
        return outcome != null && outcome.status() == StepOutcome.Status.DONE;
    }

    boolean isOver() {
        return ended.size() == plan.steps().size();
    }

    /** {@return what waits for a gate now} */
    List<Work> done(Work work) {
        end(work, StepOutcome.Status.DONE, "");
        List<Work> gated = new ArrayList<>();
        for (Work follower : followers.getOrDefault(work.step.id(), List.of())) {
            follower.missing--;
            if (follower.missing == 0 && released(follower)) {
                gated.add(follower);
            }
        }
        return gated;
    }

    void failed(Work work) {
        end(work, StepOutcome.Status.FAILED, "");
        skipFollowers(work);
    }

    void timedOut(Work work, String detail) {
        end(work, StepOutcome.Status.TIMED_OUT, detail);
        skipFollowers(work);
    }

    /** Where it is not known whether there was an effect, that matters more than the cancellation. */
    void cancel() {
        for (Step step : plan.steps()) {
            Work work = work(step.id());
            if (work.state != Work.State.ENDED) {
                end(work, work.isUnread() ? StepOutcome.Status.FAILED : StepOutcome.Status.CANCELLED, "");
            }
        }
    }

    /** Followers of followers as well; a loop, since a chain may be long. */
    private void skipFollowers(Work failed) {
        Deque<Work> left = new ArrayDeque<>(followers.getOrDefault(failed.step.id(), List.of()));
        while (!left.isEmpty()) {
            Work follower = left.pop();
            if (follower.state != Work.State.ENDED) {
                end(follower, StepOutcome.Status.SKIPPED, "");
                left.addAll(followers.getOrDefault(follower.step.id(), List.of()));
            }
        }
    }

    private void end(Work work, StepOutcome.Status status, String detail) {
        take(work);
        work.state = Work.State.ENDED;
        StepOutcome.Builder outcome = work.told().status(status);
        if (!detail.isEmpty()) {
            outcome.detail(detail);
        }
        if (status == StepOutcome.Status.TIMED_OUT) {
            outcome.waitedFor(work.step.gates());
        }
        StepOutcome told = outcome.build();
        ended.put(work.step.id(), told);
        events.accept(new ReconcileEvent.Ended(provider, told));
    }

    /** {@return what became of each step; only at the end everything is known that a step would have needed} */
    List<StepOutcome> told() {
        return plan.steps().stream()
                .map(step -> Objects.requireNonNull(ended.get(step.id())))
                .map(this::withMissing)
                .toList();
    }

    private StepOutcome withMissing(StepOutcome outcome) {
        boolean needed = outcome.status() == StepOutcome.Status.SKIPPED
                || (outcome.status() == StepOutcome.Status.WITHHELD
                        && outcome.detail().isEmpty());
        if (!needed) {
            return outcome;
        }
        List<String> missing = outcome.step().after().stream()
                .filter(before -> !isDone(before))
                .toList();
        return StepOutcome.builder().from(outcome).missing(missing).build();
    }
}
