package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Writes steps down in their order: with their numbers, and why members leave. */
final class StepWriter {
    private final PlanRequest request;
    private final Admission admission;
    private final SortedMap<ResourceId, Difference> differences;
    private final Map<StepKey, Integer> numbers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    StepWriter(PlanRequest request, Admission admission, SortedMap<ResourceId, Difference> differences) {
        this.request = request;
        this.admission = admission;
        this.differences = differences;
    }

    List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    void write(StepDraft draft, SortedSet<ServiceKey> services, SortedSet<StepKey> after, List<Gate> gates) {
        numbers.put(draft.key(), steps.size() + 1);
        steps.add(Step.builder()
                .id("s" + (steps.size() + 1))
                .action(draft.action())
                .change(draft.change())
                .services(services)
                .cause(draft.cause())
                .impact(draft.impact())
                .after(after.stream()
                        .map(before -> Objects.requireNonNull(numbers.get(before)))
                        .sorted()
                        .map(number -> "s" + number)
                        .toList())
                .gates(gates)
                .attributes(draft.attributes())
                .changed(changed(draft))
                .reasons(reasons(draft))
                .build());
    }

    private MemberSet changed(StepDraft draft) {
        Difference difference = differences.get(draft.key().id());
        if (difference == null || !(draft.change() instanceof Change.AddMembers add)) {
            return MemberSet.empty();
        }
        MemberSet changed = difference.members().changed().without(difference.vacating());
        return changed.without(changed.without(add.members()));
    }

    private SortedMap<String, String> reasons(StepDraft draft) {
        SortedMap<String, String> reasons = new TreeMap<>();
        if (draft.change() instanceof Change.RemoveMembers leave) {
            Map<String, Exclusion> excluded = exclusions(admission.servicesOf(leave.resource()));
            for (Member member : leave.members()) {
                Exclusion why = excluded.getOrDefault(member.key().toString(), excluded.get(member.id()));
                String left = why == null ? "no longer listed" : why.reason().label() + ": " + why.detail();
                reasons.put(member.key().toString(), returning(draft, member).orElse(left));
            }
        }
        return reasons;
    }

    private Optional<String> returning(StepDraft draft, Member member) {
        return Optional.ofNullable(differences.get(draft.key().id()))
                .flatMap(difference -> difference.members().changed().get(member.key()))
                .map(again -> "comes back "
                        + again.routingId().map("with routing id "::concat).orElse("without a routing id"));
    }

    private Map<String, Exclusion> exclusions(SortedSet<ServiceKey> services) {
        Map<String, Exclusion> byId = new HashMap<>();
        services.stream()
                .flatMap(service -> Optional.ofNullable(request.designs().get(service)).stream())
                .flatMap(design -> design.backends().stream())
                .flatMap(backends -> backends.ports().stream())
                .map(PortBackends::excluded)
                .forEach(excluded -> excluded.forEach(one -> byId.put(one.id(), one)));
        return byId;
    }
}
