package io.lbkit.diagnose.chain;

import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.SourceRanges;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.SourceRangeResolver;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.FilterRequest.Leg;
import io.lbkit.reconcile.spi.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The filters of the cloud on the way of one port that has a load balancer, asked once for each question. Not thread-safe. */
final class PortFilters {
    private final PortCase port;
    private final boolean provisioned;
    private final Optional<Function<FilterRequest, List<FilterPath>>> provider;
    private final CloudFacts facts;
    private final List<Cidr> clients;
    private final Map<Question, Optional<LegAnswer>> answers = new HashMap<>();

    private record Question(Leg leg, Optional<MemberKey> member, Optional<Cidr> clients) {}

    PortFilters(ServiceCase about, PortCase port, HopState provisioned) {
        DiagnosisInput input = about.index().input();
        this.port = port;
        this.provisioned = provisioned != HopState.FAIL;
        this.provider = input.filters();
        this.facts = input.observation().map(Observation::facts).orElseGet(CloudFacts::none);
        this.clients = clients(about, port, input.clients());
    }

    private static List<Cidr> clients(ServiceCase about, PortCase port, List<IpAddress> known) {
        SourceRanges ranges = SourceRangeResolver.resolve(about.service()).ranges();
        List<IpAddress> ours = known.stream()
                .filter(client -> client.family() == port.family())
                .toList();
        return ours.isEmpty()
                ? ranges.admitted(port.family()).ranges()
                : ours.stream()
                        .filter(ranges::admits)
                        .map(client -> Cidr.containing(client, client.family().bits()))
                        .toList();
    }

    /** {@return the clients that the Service admits of those that are known; if none is known, everybody whom it admits} */
    List<Cidr> clients() {
        return clients;
    }

    Optional<LegAnswer> front(Cidr client) {
        return ask(Leg.FRONT, Optional.empty(), Optional.of(client));
    }

    Optional<LegAnswer> check(Member member) {
        return ask(Leg.CHECK, Optional.of(member), Optional.empty());
    }

    Optional<LegAnswer> data(Member member, Cidr client) {
        return ask(Leg.DATA, Optional.of(member), Optional.of(client));
    }

    private Optional<LegAnswer> ask(Leg leg, Optional<Member> member, Optional<Cidr> client) {
        boolean needsPool = leg != Leg.FRONT;
        if (!provisioned
                || provider.isEmpty()
                || port.loadBalancer().isEmpty()
                || (needsPool && port.pool().isEmpty())) {
            return Optional.empty();
        }
        return answers.computeIfAbsent(
                new Question(leg, member.map(Member::key), client),
                question -> LegAnswer.of(provider.get().apply(request(leg, member, client))));
    }

    private FilterRequest request(Leg leg, Optional<Member> member, Optional<Cidr> client) {
        LoadBalancerView view = port.loadBalancer().orElseThrow();
        return FilterRequest.builder()
                .leg(leg)
                .facts(facts)
                .actual(view.graph())
                .complete(view.complete())
                .objects(view.owned())
                .pool(port.pool())
                .member(member)
                .port(port.port())
                .family(port.family())
                .clients(client)
                .build();
    }
}
