package io.lbkit.diagnose.crosscheck;

import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.crosscheck.Bench.Experience;
import io.lbkit.model.finding.FaultDomain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** How often diagnosis and simulation agree, as a page shows it. */
record Scorecard(List<Comparison> comparisons) {
    static Scorecard ofSeeds(int seeds) {
        return new Scorecard(Mishap.all().stream()
                .flatMap(mishap -> LongStream.rangeClosed(1, seeds).mapToObj(seed -> Comparison.of(mishap, seed)))
                .toList());
    }

    String text() {
        return "Histories with the seeds 1 to "
                + comparisons.stream().mapToLong(Comparison::seed).max().orElse(0) + " of each kind.\n\n"
                + mishaps() + "\n" + domains() + "\n" + deliveries();
    }

    private String mishaps() {
        return "|What happened|Clients: all, some, none served|Verdict: delivers, degraded, broken, other|Agree|Cause named|\n"
                + "|-|-|-|-|-|\n"
                + Mishap.all().stream().map(Mishap::name).map(this::mishap).collect(Collectors.joining());
    }

    private String mishap(String name) {
        List<Comparison> of = comparisons.stream()
                .filter(each -> each.mishap().name().equals(name))
                .toList();
        return "|" + name + "|"
                + met(of, Experience.ALL_SERVED) + ", " + met(of, Experience.SOME_SERVED) + ", "
                + met(of, Experience.NONE_SERVED) + "|"
                + said(of, Verdict.DELIVERS) + ", " + said(of, Verdict.DEGRADED) + ", " + said(of, Verdict.BROKEN)
                + ", "
                + (said(of, Verdict.PENDING) + said(of, Verdict.INCONCLUSIVE)) + "|"
                + share(of, each -> true, Comparison::agrees) + "|"
                + share(of, each -> true, Comparison::isNamed) + "|\n";
    }

    private static long met(List<Comparison> of, Experience experience) {
        return of.stream().filter(each -> each.experience() == experience).count();
    }

    private static long said(List<Comparison> of, Verdict verdict) {
        return of.stream().filter(each -> each.verdict() == verdict).count();
    }

    private String domains() {
        StringBuilder table = new StringBuilder("|Fault domain|Precision|Recall|\n|-|-|-|\n");
        row(table, Optional.empty());
        TreeSet<FaultDomain> domains = new TreeSet<>();
        comparisons.forEach(each -> each.mishap().domain().ifPresent(domains::add));
        domains.forEach(domain -> row(table, Optional.of(domain)));
        return table.toString();
    }

    private void row(StringBuilder table, Optional<FaultDomain> domain) {
        Predicate<Comparison> told = each -> each.domain().equals(domain);
        Predicate<Comparison> planted = each -> each.mishap().domain().equals(domain);
        table.append("|" + domain.map(FaultDomain::label).orElse("no fault") + "|" + share(comparisons, told, planted)
                + "|" + share(comparisons, planted, told) + "|\n");
    }

    private String deliveries() {
        Predicate<Comparison> delivers = each -> each.verdict() == Verdict.DELIVERS;
        Predicate<Comparison> served = each -> each.experience() == Experience.ALL_SERVED;
        Predicate<Comparison> broken = each -> each.verdict() == Verdict.BROKEN;
        Predicate<Comparison> lost = each -> each.experience() == Experience.NONE_SERVED;
        return "|Verdict|What clients met with|Precision|Recall|\n|-|-|-|-|\n"
                + "|delivers|all served|" + share(comparisons, delivers, served) + "|"
                + share(comparisons, served, delivers) + "|\n"
                + "|broken|none served|" + share(comparisons, broken, lost) + "|" + share(comparisons, lost, broken)
                + "|\n";
    }

    private static String share(List<Comparison> comparisons, Predicate<Comparison> among, Predicate<Comparison> hit) {
        List<Comparison> all = comparisons.stream().filter(among).toList();
        long hits = all.stream().filter(hit).count();
        return all.isEmpty()
                ? "none"
                : String.format(Locale.ROOT, "%.2f (%d of %d)", (double) hits / all.size(), hits, all.size());
    }
}
