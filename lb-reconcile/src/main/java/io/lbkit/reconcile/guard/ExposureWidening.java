package io.lbkit.reconcile.guard;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
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
 * Rule {@code exposure}: a Service does not become reachable for more clients than before, nor less protected on its way:
 * internal stays internal, source ranges do not grow, a port that was offered encrypted only is not offered plain. What is
 * made for a Service that has nothing yet widens nothing, and neither does a second family of one that admits everybody.
 * Stateless.
 */
public final class ExposureWidening implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "exposure";

    /** A guardrail without settings. */
    public ExposureWidening() {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        SortedMap<Approval, List<Step>> widening = new TreeMap<>();
        SortedMap<Approval, Widening> found = new TreeMap<>();
        Map<ServiceKey, Before> known = before(plan);
        for (Step step : plan.steps()) {
            Optional<Exposure> after = after(step.change());
            if (after.isPresent()) {
                for (ServiceKey service : step.services()) {
                    for (Widening wider :
                            known.getOrDefault(service, Before.NOTHING).widened(after.get())) {
                        Approval approval = Approval.of(RULE, service + ":" + wider.subject());
                        widening.computeIfAbsent(approval, a -> new ArrayList<>())
                                .add(step);
                        found.put(approval, wider);
                    }
                }
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        found.forEach((approval, wider) -> {
            List<Step> steps = widening.getOrDefault(approval, List.of());
            verdicts.add(verdict(approval, wider, steps));
        });
        return verdicts;
    }

    private static Map<ServiceKey, Before> before(Plan plan) {
        Map<ServiceKey, Before> known = new HashMap<>();
        for (Resource existing : plan.observation().actual().resources()) {
            exposure(existing)
                    .map(Before::of)
                    .ifPresent(part -> existing.owners().stream()
                            .flatMap(owner -> owner.service().stream())
                            .distinct()
                            .forEach(service -> known.merge(service, part, Before::and)));
        }
        return known;
    }

    private static Optional<Exposure> after(Change change) {
        if (change instanceof Change.Create create) {
            return exposure(create.resource());
        }
        return change instanceof Change.Update update ? exposure(Overlay.of(update)) : Optional.empty();
    }

    private static Optional<Exposure> exposure(Resource resource) {
        return resource.kind().exposes().map(exposes -> exposes.apply(resource));
    }

    /** One way in which more is possible than before. */
    private record Widening(String subject, String words, String consequence) {}

    /** Who could reach a Service before, and how. */
    private record Before(
            SortedSet<Exposure.Reach> reach,
            Optional<CidrSet> sources,
            SortedSet<String> encrypted,
            SortedSet<String> plain) {
        static final Before NOTHING = new Before(new TreeSet<>(), Optional.empty(), new TreeSet<>(), new TreeSet<>());

        static Before of(Exposure one) {
            SortedSet<Exposure.Reach> reach = new TreeSet<>();
            one.reach().ifPresent(reach::add);
            return new Before(reach, one.sources(), one.encrypted(), one.plain());
        }

        Before and(Before other) {
            return new Before(
                    both(reach, other.reach),
                    union(sources, other.sources),
                    both(encrypted, other.encrypted),
                    both(plain, other.plain));
        }

        private static <T extends Comparable<T>> SortedSet<T> both(SortedSet<T> some, SortedSet<T> more) {
            SortedSet<T> all = new TreeSet<>(some);
            all.addAll(more);
            return all;
        }

        private static Optional<CidrSet> union(Optional<CidrSet> some, Optional<CidrSet> more) {
            return some.isPresent() && more.isPresent()
                    ? Optional.of(some.get().union(more.get()))
                    : some.or(() -> more);
        }

        List<Widening> widened(Exposure after) {
            List<Widening> wider = new ArrayList<>();
            boolean wasInternal = reach.contains(Exposure.Reach.INTERNAL) && !reach.contains(Exposure.Reach.PUBLIC);
            if (wasInternal
                    && after.reach().filter(to -> to == Exposure.Reach.PUBLIC).isPresent()) {
                wider.add(new Widening(
                        "public",
                        "would be reachable from the internet; it was internal",
                        "Everybody on the internet whom the source ranges admit can connect."));
            }
            after.sources().ifPresent(admitted -> sources.ifPresent(known -> addRanges(known, admitted, wider)));
            for (String port : after.plain()) {
                if (encrypted.contains(port) && !plain.contains(port)) {
                    wider.add(new Widening(
                            "plain:" + port,
                            "would offer " + port + " without encryption; it was encrypted",
                            "Whoever is on the way can read and change what clients send."));
                }
            }
            return wider;
        }

        private static void addRanges(CidrSet known, CidrSet admitted, List<Widening> wider) {
            for (Cidr range : admitted.ranges()) {
                if (!known.containsAll(CidrSet.of(range)) && !isOpenInAnotherFamily(known, range.family())) {
                    wider.add(new Widening(
                            range.toString(),
                            "would admit clients of " + range + "; it admitted those of " + known,
                            "Clients that were refused until now can connect."));
                }
            }
        }

        /** Whoever may come from anywhere in one family is not kept out by the other. */
        private static boolean isOpenInAnotherFamily(CidrSet known, IpFamily family) {
            return known.of(family).isEmpty() && known.ranges().stream().anyMatch(Cidr::isAny);
        }
    }

    private static Verdict verdict(Approval approval, Widening wider, List<Step> steps) {
        String service = approval.subject()
                .substring(0, approval.subject().length() - wider.subject().length() - 1);
        Verdict.Builder verdict = Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(steps.stream().map(Step::id).toList())
                .reason(service + " " + wider.words() + ".")
                .consequence(wider.consequence())
                .approval(approval);
        steps.forEach(step -> verdict.addEvidence(
                Evidence.of(step.resource().toString(), step.action().label(), wider.subject())));
        return verdict.build();
    }
}
