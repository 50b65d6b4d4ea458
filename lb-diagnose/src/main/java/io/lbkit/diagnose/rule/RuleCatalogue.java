package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rules by their codes, and what follows from what. Immutable; safe for use by many threads. */
public final class RuleCatalogue {
    private static final RuleCatalogue STANDARD = of(Stream.of(
                    ServiceRules.all(),
                    SettingRules.all(),
                    ProviderRules.all(),
                    TargetRules.all(),
                    EventRules.all(),
                    ControllerErrorRules.all(),
                    NetworkRules.all(),
                    ZoneRules.all(),
                    ShutdownRules.all(),
                    FilterRules.all(),
                    NodeRules.all(),
                    NodeCheckRules.all(),
                    EndpointRules.all(),
                    WorkloadRules.all(),
                    RolloutRules.all(),
                    SecurityRules.all(),
                    TrafficRules.all(),
                    AccessRules.all(),
                    DependencyRules.all())
            .flatMap(List::stream)
            .toList());

    private final SortedMap<FindingCode, Rule> rules;
    private final SortedMap<FindingCode, SortedSet<FindingCode>> consequences;

    /**
     * What the rules say of a case.
     *
     * @param causes what nothing else explains: notes last, else first in the order of the way, then by severity
     * @param effects what follows from the causes
     */
    public record Outcome(List<Finding> causes, List<Finding> effects) {
        /**
         * Copies the lists.
         *
         * @param causes what nothing else explains
         * @param effects what follows from the causes
         */
        public Outcome {
            causes = List.copyOf(causes);
            effects = List.copyOf(effects);
        }
    }

    private record Hit(Rule rule, Match match) {}

    private RuleCatalogue(SortedMap<FindingCode, Rule> rules) {
        this.rules = rules;
        this.consequences = new TreeMap<>();
        rules.keySet().forEach(code -> consequences.put(code, reachable(code)));
    }

    /**
     * A catalogue of rules.
     *
     * @param rules the rules
     * @return the catalogue
     * @throws InvalidValueException if two rules have one code, or a rule explains one that is not there or itself
     */
    public static RuleCatalogue of(Collection<Rule> rules) {
        SortedMap<FindingCode, Rule> byCode = new TreeMap<>();
        for (Rule rule : rules) {
            if (byCode.put(rule.code(), rule) != null) {
                throw InvalidValueException.of("code", rule.code(), "each rule has a code of its own");
            }
        }
        RuleCatalogue catalogue = new RuleCatalogue(byCode);
        catalogue.consequences.forEach((code, followers) -> {
            if (followers.contains(code) || !byCode.keySet().containsAll(followers)) {
                throw InvalidValueException.of(
                        "explains", followers, "rule " + code + " explains other rules of the catalogue");
            }
        });
        return catalogue;
    }

    /** {@return the rules that LBKit has} */
    public static RuleCatalogue standard() {
        return STANDARD;
    }

    private SortedSet<FindingCode> reachable(FindingCode from) {
        SortedSet<FindingCode> reached = new TreeSet<>();
        List<FindingCode> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            Rule rule = rules.get(open.remove(open.size() - 1));
            if (rule != null) {
                rule.explains().stream().filter(reached::add).forEach(open::add);
            }
        }
        return reached;
    }

    /** {@return every rule in the order of the codes} */
    public Collection<Rule> rules() {
        return rules.values();
    }

    /**
     * {@return a rule}
     *
     * @param code its code
     */
    public Optional<Rule> rule(FindingCode code) {
        return Optional.ofNullable(rules.get(code));
    }

    /**
     * Checks a case against every rule. One cause is reported once: what follows from another finding, and concerns no backend
     * and no port that the other one does not, is an effect.
     *
     * @param about the case
     * @return causes and effects
     */
    public Outcome check(ServiceCase about) {
        List<Hit> hits = new ArrayList<>();
        Optional<String> cloud = about.index().input().cloud();
        for (Rule rule : rules.values()) {
            boolean fits = rule.clouds().isEmpty()
                    || cloud.map(rule.clouds()::contains).orElse(true);
            if (fits) {
                rule.check().apply(about).forEach(match -> hits.add(new Hit(rule, match)));
            }
        }
        List<Hit> causes = new ArrayList<>();
        List<Hit> effects = new ArrayList<>();
        hits.forEach(hit -> (isExplained(hit, hits) ? effects : causes).add(hit));
        return new Outcome(findings(about, causes, effects), findings(about, effects, List.of()));
    }

    private boolean isExplained(Hit hit, List<Hit> hits) {
        List<Hit> roots = hits.stream()
                .filter(other -> explains(other.rule(), hit.rule()) && sharesPort(other.match(), hit.match()))
                .toList();
        if (roots.isEmpty()) {
            return false;
        }
        if (roots.stream().anyMatch(root -> root.match().backends().isEmpty())
                || hit.match().backends().isEmpty()) {
            return true;
        }
        SortedSet<String> covered = new TreeSet<>();
        roots.forEach(root -> covered.addAll(root.match().backends()));
        return covered.containsAll(hit.match().backends());
    }

    private static boolean sharesPort(Match root, Match follower) {
        return root.ports().isEmpty()
                || follower.ports().isEmpty()
                || !Collections.disjoint(root.ports(), follower.ports());
    }

    private boolean explains(Rule root, Rule follower) {
        Set<FindingCode> followers = consequences.getOrDefault(root.code(), new TreeSet<>());
        return followers.contains(follower.code());
    }

    private List<Finding> findings(ServiceCase about, List<Hit> hits, List<Hit> effects) {
        Comparator<Hit> order = Comparator.comparing((Hit hit) -> hit.rule().severity() == Severity.INFO)
                .thenComparing(hit -> hit.rule().hop())
                .thenComparing(hit -> hit.rule().severity())
                .thenComparing(hit -> hit.match().confidence())
                .thenComparing(hit -> hit.rule().finding(about, hit.match()));
        return hits.stream().sorted(order).map(hit -> with(about, hit, effects)).toList();
    }

    private Finding with(ServiceCase about, Hit cause, List<Hit> effects) {
        SortedSet<FindingCode> followers = new TreeSet<>();
        effects.stream()
                .map(Hit::rule)
                .filter(rule -> explains(cause.rule(), rule))
                .map(Rule::code)
                .forEach(followers::add);
        return Finding.builder()
                .from(cause.rule().finding(about, cause.match()))
                .effects(followers)
                .build();
    }
}
