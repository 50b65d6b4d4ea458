package io.lbkit.diagnose.chain;

import java.util.ArrayList;
import java.util.List;

/** Walks to every backend of a Service, whichever view knows it. */
final class ChainWalk {
    private ChainWalk() {}

    /**
     * What was found.
     *
     * @param chains the way to every backend
     * @param refusals what filters of the cloud refuse on these ways
     * @param failing the targets on these ways that are unhealthy
     * @param traffic what was seen of requests to every backend; none if nobody looked
     */
    record Result(
            List<Chain> chains, List<Refusal> refusals, List<FailingTarget> failing, List<BackendTraffic> traffic) {}

    static Result of(ServiceCase about) {
        List<Chain> chains = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        List<FailingTarget> failing = new ArrayList<>();
        List<BackendTraffic> traffic = new ArrayList<>();
        ProvisionedHop provisioned = new ProvisionedHop(about);
        for (PortCase port : about.ports()) {
            HopResult front = provisioned.of(port);
            PortFilters filters = new PortFilters(about, port, front.state());
            List<Way> ways = new PortWalk(about, port, front, filters).ways();
            ways.stream().map(Way::chain).forEach(chains::add);
            ways.stream().flatMap(way -> way.traffic().stream()).forEach(traffic::add);
            refusals.addAll(new Refusals(port, filters, ways).all());
            failing.addAll(FailingTarget.of(port, filters, ways));
        }
        return new Result(List.copyOf(chains), List.copyOf(refusals), List.copyOf(failing), List.copyOf(traffic));
    }
}
