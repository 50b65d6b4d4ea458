package io.lbkit.reconcile.guard;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rule {@code address}: a Service that is wanted keeps the addresses and domain names that it publishes. An address is kept
 * if an object that stays publishes it, or one that goes later, or one that is made before the old one goes and that is made
 * with it, such as a hold.
 * What the cloud chooses for a new object is not counted on. Stateless.
 */
public final class AddressLoss implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "address";

    /** A guardrail without settings. */
    public AddressLoss() {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        StepOrder order = new StepOrder(plan);
        SortedSet<String> staying = staying(plan);
        SortedMap<Approval, List<Step>> losing = new TreeMap<>();
        Map<Approval, String> addresses = new HashMap<>();
        for (Step step : plan.steps()) {
            SortedSet<String> lost = given(step.change());
            List<ServiceKey> losers = lost.isEmpty() ? List.of() : Capacity.ownersWanted(plan, observed(step.change()));
            if (!losers.isEmpty()) {
                lost.removeAll(staying);
                order.upTo(step).forEach(before -> lost.removeAll(made(before.change())));
                order.deletionsAfter(step).forEach(later -> lost.removeAll(published(later.resource())));
            }
            for (ServiceKey service : losers) {
                for (String address : lost) {
                    Approval approval = Approval.of(RULE, service + ":" + address);
                    losing.computeIfAbsent(approval, a -> new ArrayList<>()).add(step);
                    addresses.put(approval, address);
                }
            }
        }
        return losing.entrySet().stream()
                .map(entry -> verdict(entry.getKey(), addresses.getOrDefault(entry.getKey(), ""), entry.getValue()))
                .toList();
    }

    /** What an object does not publish any more after a change. */
    private static SortedSet<String> given(Change change) {
        if (change instanceof Change.Delete delete) {
            return published(delete.resource());
        } else if (change instanceof Change.Update update) {
            SortedSet<String> lost = published(update.before());
            lost.removeAll(published(Overlay.of(update)));
            return lost;
        }
        return new TreeSet<>();
    }

    private static SortedSet<String> made(Change change) {
        return change instanceof Change.Create create ? published(promised(create.resource())) : new TreeSet<>();
    }

    /** An object is made with the values that it is asked to have; computed ones may turn out otherwise. */
    private static Resource promised(Resource wanted) {
        SortedMap<String, SpecValue> asked = new TreeMap<>(wanted.spec());
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            if (attribute.mutability() == Mutability.COMPUTED) {
                asked.remove(attribute.name());
            }
        }
        return Resource.builder().from(wanted).spec(asked).build();
    }

    private static SortedSet<String> published(Resource resource) {
        return resource.kind()
                .publishes()
                .map(publishes -> new TreeSet<>(publishes.apply(resource)))
                .orElseGet(TreeSet::new);
    }

    /** What objects publish that no step touches, or that publish it after their update too. */
    private static SortedSet<String> staying(Plan plan) {
        Map<String, Change> touched = new HashMap<>();
        for (Step step : plan.steps()) {
            if (step.change() instanceof Change.Delete || step.change() instanceof Change.Update) {
                touched.put(identity(observed(step.change())), step.change());
            }
        }
        SortedSet<String> staying = new TreeSet<>();
        for (Resource existing : plan.observation().actual().resources()) {
            SortedSet<String> kept = published(existing);
            Optional.ofNullable(touched.get(identity(existing))).ifPresent(change -> kept.removeAll(given(change)));
            staying.addAll(kept);
        }
        return staying;
    }

    private static Resource observed(Change change) {
        return change instanceof Change.Update update ? update.before() : change.resource();
    }

    private static String identity(Resource resource) {
        return resource.id() + " " + resource.cloudId().orElse("");
    }

    private static Verdict verdict(Approval approval, String address, List<Step> steps) {
        Verdict.Builder verdict = Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(steps.stream().map(Step::id).toList())
                .reason("The address " + address + " of "
                        + approval.subject().substring(0, approval.subject().length() - address.length() - 1)
                        + " would be given up with " + steps.get(0).resource() + ".")
                .consequence("Clients that know the address, or have it from DNS, reach nobody or somebody else.")
                .approval(approval);
        steps.forEach(step -> verdict.addEvidence(
                Evidence.of(step.resource().toString(), step.action().label(), address)));
        return verdict.build();
    }
}
