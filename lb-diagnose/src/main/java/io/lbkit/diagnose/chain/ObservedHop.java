package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.OBSERVED;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowVerdict;
import java.util.Optional;

/** Whether requests were seen to arrive at a backend and to be answered. That none was seen says nothing. */
final class ObservedHop {
    private final ServiceCase about;

    ObservedHop(ServiceCase about) {
        this.about = about;
    }

    HopResult of(Optional<BackendTraffic> seen) {
        if (about.index().traffic().isEmpty()) {
            return HopResult.unknown(OBSERVED, "no traffic evidence was given");
        }
        return seen.map(this::of).orElseGet(() -> HopResult.unknown(OBSERVED, "the port of the backend is not known"));
    }

    private HopResult of(BackendTraffic traffic) {
        if (traffic.isAnswered()) {
            return HopResult.pass(OBSERVED, told(traffic, FlowVerdict.ANSWERED));
        }
        if (traffic.isRefused()) {
            return HopResult.fail(OBSERVED, told(traffic, FlowVerdict.RESET));
        }
        if (traffic.isSilent()) {
            String told = told(traffic, FlowVerdict.DELIVERED) + "; no answer was seen";
            return traffic.lacksAnswer(about.index().traffic().orElseThrow())
                    ? HopResult.fail(OBSERVED, told)
                    : HopResult.unknown(OBSERVED, told);
        }
        if (traffic.isDropped()) {
            Flow drop = traffic.drops().get(traffic.drops().size() - 1);
            return HopResult.fail(OBSERVED, told(traffic, FlowVerdict.DROPPED) + reason(drop));
        }
        boolean dropped = traffic.last(FlowVerdict.DROPPED).isPresent();
        return HopResult.unknown(
                OBSERVED,
                dropped
                        ? told(traffic, FlowVerdict.DROPPED) + "; no client that should be served is among them"
                        : "no request to " + traffic.backend() + " port " + traffic.number() + " was seen to arrive");
    }

    private static String reason(Flow drop) {
        return drop.dropReason().map(reason -> ": " + reason).orElse("");
    }

    private static String told(BackendTraffic traffic, FlowVerdict verdict) {
        int count = traffic.calls().count(verdict);
        Optional<Flow> last = traffic.last(verdict);
        return count
                + (count == 1 ? " request " : " requests ")
                + verdict.label()
                + last.map(flow -> ", last at " + flow.time() + " from "
                                + flow.client().label())
                        .orElse("");
    }
}
