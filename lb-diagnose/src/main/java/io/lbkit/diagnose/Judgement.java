package io.lbkit.diagnose;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.ResourceStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The verdict over the ways to all backends: an outage needs every way to fail, a loss one. */
final class Judgement {
    private final ServiceCase about;
    private final List<Chain> counted;
    private final int passing;
    private final int failing;

    Judgement(ServiceCase about) {
        this.about = about;
        this.counted = about.chains().stream().filter(Judgement::counts).toList();
        this.passing = (int) counted.stream()
                .filter(chain -> chain.delivers() == HopState.PASS)
                .count();
        this.failing = (int) counted.stream()
                .filter(chain -> chain.delivers() == HopState.FAIL)
                .count();
    }

    /** Other nodes stand in for a node; a target that leads nowhere loses what it gets only if it gets something. */
    private static boolean counts(Chain chain) {
        return switch (chain.subject()) {
            case POD, ENDPOINT -> true;
            case NODE -> false;
            case TARGET -> chain.state(Hop.HEALTHY) == HopState.PASS;
        };
    }

    List<Discriminator> discriminators() {
        return passing > 0 && failing > 0 ? Discriminators.of(about, counted) : List.of();
    }

    int delivering() {
        return passing;
    }

    int backends() {
        return counted.size();
    }

    Verdict verdict() {
        if (about.service().ingress().isEmpty() && about.isStored()) {
            return Verdict.PENDING;
        }
        if (!about.loadBalancers(ResourceStatus.State.PROVISIONING).isEmpty()) {
            return Verdict.PENDING;
        }
        if (counted.isEmpty()) {
            return knowsThatNobodyIsThere() ? Verdict.BROKEN : Verdict.INCONCLUSIVE;
        }
        if (passing == counted.size()) {
            return about.knowsSlices() ? Verdict.DELIVERS : Verdict.INCONCLUSIVE;
        }
        if (failing == counted.size()) {
            return Verdict.BROKEN;
        }
        if (passing > 0 && failing > 0) {
            return Verdict.DEGRADED;
        }
        if (counted.stream().allMatch(this::waits)) {
            return Verdict.PENDING;
        }
        return Verdict.INCONCLUSIVE;
    }

    /** All is known and well but the first health checks, which the load balancer has not finished. */
    private boolean waits(Chain chain) {
        boolean nothingElse = chain.unknown().stream()
                .map(HopResult::hop)
                .filter(hop -> hop.compareTo(Hop.HEALTHY) <= 0)
                .allMatch(Hop.HEALTHY::equals);
        return nothingElse
                && chain.firstDisagreement().isEmpty()
                && about.ports().stream()
                        .filter(port -> port.label().equals(chain.port()))
                        .allMatch(Judgement::isAllInitial);
    }

    private static boolean isAllInitial(PortCase port) {
        List<Member> waiting = port.members(MemberHealth.State.INITIAL);
        return !waiting.isEmpty()
                && waiting.size() == port.registered().map(MemberSet::size).orElse(0);
    }

    private boolean knowsThatNobodyIsThere() {
        return about.knowsSlices() && (about.service().selector().isEmpty() || about.knowsAll(ObjectType.POD));
    }

    Confidence confidence() {
        return switch (verdict()) {
            case DELIVERS, DEGRADED ->
                counted.stream()
                                .filter(chain -> chain.delivers() == HopState.PASS)
                                .allMatch(chain -> chain.unknown().stream().noneMatch(hop -> hop.hop() == Hop.ALLOWED))
                        ? Confidence.CONFIRMED
                        : Confidence.PROBABLE;
            case BROKEN -> restsOnFiltersAlone() ? Confidence.PROBABLE : Confidence.CONFIRMED;
            case INCONCLUSIVE -> Confidence.POSSIBLE;
            case PENDING -> Confidence.CONFIRMED;
        };
    }

    /**
     * Whether nobody named a client, and nothing but filters and policies keeps clients from some backend: its healthy target says
     * that they let the checks in, and whether they are enforced for others is not in the evidence.
     */
    private boolean restsOnFiltersAlone() {
        return about.ports().stream().noneMatch(this::hasClient)
                && counted.stream()
                        .anyMatch(chain -> chain.hops().stream()
                                .filter(hop -> hop.state() == HopState.FAIL)
                                .map(HopResult::hop)
                                .allMatch(Hop.ALLOWED::equals));
    }

    private boolean hasClient(PortCase port) {
        return about.index().input().clients().stream().anyMatch(client -> client.family() == port.family());
    }

    /** The facts that would settle the most hops, of the needed hops first; the last hop only confirms. */
    List<String> missingEvidence() {
        Set<Hop> hops = EnumSet.noneOf(Hop.class);
        for (Chain chain : counted) {
            chain.unknown().stream().map(HopResult::hop).forEach(hops::add);
        }
        hops.remove(Hop.OBSERVED);
        if (verdict() == Verdict.BROKEN && restsOnFiltersAlone()) {
            hops.add(Hop.ALLOWED);
        }
        if (!about.knowsSlices() || (counted.isEmpty() && !knowsThatNobodyIsThere())) {
            hops.add(Hop.LISTED);
        }
        if (!about.service().selector().isEmpty() && !about.knowsAll(ObjectType.POD)) {
            hops.add(Hop.SELECTED);
        }
        return hops.stream().map(Hop::nextFact).distinct().toList();
    }
}
