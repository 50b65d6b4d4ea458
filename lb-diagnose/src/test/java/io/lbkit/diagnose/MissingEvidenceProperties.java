package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.EvidencePart;
import io.lbkit.diagnose.fixture.Fault;
import io.lbkit.diagnose.fixture.Planting;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to a diagnosis when a part of its evidence is taken away. */
class MissingEvidenceProperties {
    /** A part of the evidence. */
    enum Part {
        CLOUD,
        HEALTH,
        MEMBERS,
        SOME_OF_THE_CLOUD,
        DESIGN,
        FILTERS,
        COVERAGE_OF_PODS,
        COVERAGE_OF_SLICES,
        COVERAGE_OF_NODES,
        COVERAGE_OF_POLICIES,
        WORKLOADS,
        BUDGETS
    }

    private static final Set<Verdict> SETTLED = EnumSet.of(Verdict.DELIVERS, Verdict.DEGRADED, Verdict.BROKEN);

    @Property(tries = 150)
    @Label("less evidence never turns a verdict into one that contradicts it, nor a hop into its opposite")
    void noContradiction(
            @ForAll("faults") Fault fault, @ForAll("drafts") List<Draft> drafts, @ForAll Set<Part> missing) {
        drafts.stream().filter(fault.fits()).findFirst().ifPresent(draft -> {
            checkWithAndWithoutClient(new Planting(fault, draft).world().input().build(), missing);
        });
    }

    @Test
    @DisplayName("the same for each fault with each part and each pair of parts missing")
    void oneOrTwoParts() {
        List<Draft> drafts =
                new PlantedFaultProperties().drafts().allValues().orElseThrow().toList();
        for (Planting planting : Planting.samples(drafts, 3)) {
            DiagnosisInput all = planting.world().input().build();
            pairs().forEach(missing -> checkWithAndWithoutClient(all, missing));
        }
    }

    private static List<Set<Part>> pairs() {
        return EnumSet.allOf(Part.class).stream()
                .flatMap(one ->
                        EnumSet.range(one, Part.BUDGETS).stream().<Set<Part>>map(other -> EnumSet.of(one, other)))
                .toList();
    }

    /** Who asks about a client wants to know of filters; who does not is told no more than what is probable. */
    private static void checkWithAndWithoutClient(DiagnosisInput all, Set<Part> missing) {
        check(all, missing);
        check(
                DiagnosisInput.builder()
                        .from(all)
                        .addClient(IpAddress.parse("198.51.100.7"))
                        .addClient(IpAddress.parse("2001:db8:7::7"))
                        .build(),
                missing);
    }

    private static void check(DiagnosisInput all, Set<Part> missing) {
        Diagnosis full = diagnose(all);
        Diagnosis less = diagnose(without(all, missing));
        boolean nobodyAsks = all.clients().isEmpty();
        boolean mayTurn = nobodyAsks && missing.contains(Part.FILTERS) && full.confidence() != Confidence.CONFIRMED;
        if (mayTurn && less.verdict() != full.verdict()) {
            assertThat(less.confidence()).isNotEqualTo(Confidence.CONFIRMED);
        } else if (SETTLED.contains(full.verdict())) {
            assertThat(less.verdict()).isIn(full.verdict(), Verdict.INCONCLUSIVE);
        } else {
            assertThat(less.verdict()).isIn(full.verdict(), Verdict.INCONCLUSIVE, Verdict.PENDING);
        }
        if (!nobodyAsks || !missing.contains(Part.FILTERS)) {
            assertThat(less.delivering()).isLessThanOrEqualTo(full.delivering());
        }
        Map<String, Chain> before = full.chains().stream()
                .collect(Collectors.toMap(
                        chain -> chain.backend() + " " + chain.port(), Function.identity(), (a, b) -> a));
        for (Chain chain : less.chains()) {
            Chain known = before.get(chain.backend() + " " + chain.port());
            if (known != null) {
                chain.hops()
                        .forEach(hop -> assertThat(hop.state())
                                .as("%s of %s", hop, chain.backend())
                                .isNotEqualTo(opposite(known.at(hop.hop()))));
            }
        }
    }

    private static HopState opposite(HopResult hop) {
        return switch (hop.state()) {
            case PASS -> HopState.FAIL;
            case FAIL -> HopState.PASS;
            case UNKNOWN, NOT_APPLICABLE -> null;
        };
    }

    private static Diagnosis diagnose(DiagnosisInput input) {
        return Diagnoser.of(input).diagnose(World.KEY).orElseThrow();
    }

    private static DiagnosisInput without(DiagnosisInput all, Set<Part> missing) {
        DiagnosisInput.Builder left = DiagnosisInput.builder().from(all);
        ClusterSnapshot cluster = all.cluster();
        Optional<Observation> seen = all.observation();
        for (Part part : missing) {
            switch (part) {
                case CLOUD -> seen = Optional.empty();
                case HEALTH ->
                    seen = seen.map(each ->
                            Observation.builder().from(each).health(Map.of()).build());
                case MEMBERS -> seen = seen.map(MissingEvidenceProperties::withoutMembers);
                case SOME_OF_THE_CLOUD ->
                    seen = seen.map(each -> Observation.builder()
                            .from(each)
                            .addUnread(new Unread("simulated#other", Optional.empty(), ErrorKind.PERMISSION, "403"))
                            .build());
                case DESIGN -> left.designs(Map.of());
                case FILTERS -> left.filters(Optional.empty());
                case COVERAGE_OF_PODS -> cluster = cluster.covering(ObjectType.POD, Coverage.PARTIAL);
                case COVERAGE_OF_SLICES -> cluster = cluster.covering(ObjectType.ENDPOINT_SLICE, Coverage.PARTIAL);
                case COVERAGE_OF_NODES -> cluster = cluster.covering(ObjectType.NODE, Coverage.PARTIAL);
                case COVERAGE_OF_POLICIES -> cluster = cluster.covering(ObjectType.NETWORK_POLICY, Coverage.PARTIAL);
                case WORKLOADS -> cluster = without(cluster, EvidencePart.WORKLOADS);
                case BUDGETS -> cluster = without(cluster, EvidencePart.BUDGETS);
            }
        }
        return left.cluster(cluster).observation(seen).build();
    }

    private static ClusterSnapshot without(ClusterSnapshot cluster, EvidencePart part) {
        return EvidencePart.without(DiagnosisInput.of(cluster), Set.of(part)).cluster();
    }

    @Test
    @DisplayName("workloads and budgets that nobody read are no reason for a finding that would not be there with them")
    void unreadWorkloads() {
        List<Draft> drafts =
                new PlantedFaultProperties().drafts().allValues().orElseThrow().toList();
        for (Planting planting : Planting.samples(drafts, 3)) {
            DiagnosisInput all = planting.world().input().build();
            Set<String> known = codes(diagnose(all));
            for (EvidencePart part : List.of(
                    EvidencePart.WORKLOADS,
                    EvidencePart.SOME_WORKLOADS,
                    EvidencePart.BUDGETS,
                    EvidencePart.SOME_BUDGETS)) {
                assertThat(known)
                        .as("%s without %s", planting, part)
                        .containsAll(codes(diagnose(EvidencePart.without(all, Set.of(part)))));
            }
        }
    }

    private static Set<String> codes(Diagnosis diagnosis) {
        return Stream.concat(diagnosis.findings().stream(), diagnosis.effects().stream())
                .map(finding -> finding.code().text())
                .collect(Collectors.toSet());
    }

    private static Observation withoutMembers(Observation seen) {
        return Observation.builder()
                .from(seen)
                .actual(ResourceGraph.of(seen.actual().resources().stream()
                        .map(resource -> Resource.builder()
                                .from(resource)
                                .members(Optional.empty())
                                .build())
                        .toList()))
                .build();
    }

    @Provide
    Arbitrary<Fault> faults() {
        return Arbitraries.of(Fault.all());
    }

    @Provide
    Arbitrary<List<Draft>> drafts() {
        return new PlantedFaultProperties().drafts().list().ofSize(12);
    }
}
