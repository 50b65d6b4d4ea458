package io.lbkit.reconcile.execute;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The steps that wait for health or for drained members. One reading of health serves all of them. */
final class GateWatch {
    private final Execution execution;
    private final Map<Work, Instant> deadlines = new LinkedHashMap<>();
    private SortedMap<ResourceId, Map<MemberKey, MemberHealth>> seen = new TreeMap<>();
    private Optional<ProviderException> blind = Optional.empty();
    private boolean isAsking;
    private long turn;

    GateWatch(Execution execution) {
        this.execution = execution;
    }

    void add(Work work) {
        Instant now = execution.scheduler().instant();
        deadlines.put(work, now.plus(execution.settings().gateDeadline()));
        work.step
                .gates()
                .forEach(gate -> execution.tell(new ReconcileEvent.Waiting(
                        execution.settings().provider().id(), work.step, gate)));
        if (!isAsking) {
            ask();
        }
    }

    private void ask() {
        isAsking = true;
        turn++;
        List<Work> waiting = List.copyOf(deadlines.keySet());
        execution
                .calls()
                .submit(execution.call(
                        OperationClass.READ,
                        waiting,
                        () -> execution.settings().provider().health(execution.scope(waiting)),
                        health -> Optional.empty(),
                        health -> {
                            seen = health;
                            blind = Optional.empty();
                            look(waiting, true);
                        },
                        error -> {
                            blind = Optional.of(error);
                            look(waiting, false);
                        }));
    }

    private void look(List<Work> asked, boolean known) {
        isAsking = false;
        Instant now = execution.scheduler().instant();
        for (Work work : asked) {
            if (work.state == Work.State.ENDED) {
                deadlines.remove(work);
            } else if (known && work.step.gates().stream().allMatch(this::isOpen)) {
                deadlines.remove(work);
                execution.opened(work);
            } else if (!now.isBefore(deadlines.getOrDefault(work, now))) {
                deadlines.remove(work);
                execution.timedOut(work, detail(work));
            }
        }
        deadlines.values().stream().min(Instant::compareTo).ifPresent(nearest -> askAt(now, nearest));
    }

    private void askAt(Instant now, Instant nearest) {
        Instant next = now.plus(execution.settings().gatePollInterval());
        Instant at = next.isBefore(nearest) ? next : nearest;
        long asked = turn;
        execution.scheduler().schedule(at, () -> {
            // A step that came meanwhile has asked already.
            if (asked == turn && !isAsking && !execution.isCancelled() && !deadlines.isEmpty()) {
                ask();
                execution.advance();
            }
        });
    }

    /** A pool that is not reported on may not be seen yet, so its members count as not healthy, and as not draining. */
    private boolean isOpen(Gate gate) {
        return holdingUp(gate, seen.getOrDefault(gate.pool(), Map.of())).isEmpty();
    }

    /** {@return the members that keep a gate closed; those that the load balancer does not report on yet are among them} */
    private static SortedMap<MemberKey, String> holdingUp(Gate gate, Map<MemberKey, MemberHealth> members) {
        SortedMap<MemberKey, String> closing = new TreeMap<>();
        if (gate instanceof Gate.MembersHealthy healthy) {
            for (MemberKey member : healthy.members()) {
                MemberHealth health = members.get(member);
                if (health == null || health.state() != MemberHealth.State.HEALTHY) {
                    closing.put(
                            member,
                            health == null ? "not reported" : health.state().label());
                }
            }
        } else {
            members.forEach((member, health) -> {
                if (health.state() == MemberHealth.State.DRAINING) {
                    closing.put(member, health.state().label());
                }
            });
        }
        return closing;
    }

    private String detail(Work work) {
        StringBuilder text = new StringBuilder();
        for (Gate gate : work.step.gates()) {
            Map<MemberKey, MemberHealth> members = seen.get(gate.pool());
            if (!isOpen(gate) || blind.isPresent()) {
                text.append(text.isEmpty() ? "" : "; ").append("waited until ").append(gate.words());
                (members == null ? Map.<MemberKey, String>of() : holdingUp(gate, members))
                        .forEach((member, state) ->
                                text.append(", ").append(member).append(" is ").append(state));
            }
        }
        blind.ifPresent(error -> text.append("; health could not be read: ").append(error.detail()));
        return text + "; what existed stays";
    }
}
