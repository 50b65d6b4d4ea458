package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.PROVISIONED;

import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Whether a load balancer is there, at the address that the Service shows, and listens on a port. */
final class ProvisionedHop {
    private final ServiceCase about;
    private final List<String> shown;

    ProvisionedHop(ServiceCase about) {
        this.about = about;
        this.shown =
                about.service().ingress().stream().map(EvidenceIndex::address).toList();
    }

    HopResult of(PortCase port) {
        if (shown.isEmpty()) {
            return about.isStored()
                    ? HopResult.fail(PROVISIONED, about.subject() + " status.loadBalancer.ingress is empty")
                    : HopResult.unknown(PROVISIONED, about.subject() + " is a manifest: its status is not known");
        }
        return port.loadBalancer()
                .map(view -> of(port, view))
                .orElseGet(() -> HopResult.unknown(
                        PROVISIONED, "the address " + String.join(", ", shown) + " is shown; the cloud was not asked"));
    }

    private HopResult of(PortCase port, LoadBalancerView view) {
        if (view.of(Role.LOAD_BALANCER).isEmpty()) {
            return absent(view, "the cloud has no load balancer of " + about.subject());
        }
        SortedSet<String> published = view.published();
        if (!published.isEmpty() && Collections.disjoint(published, shown)) {
            return HopResult.fail(
                    PROVISIONED,
                    about.subject() + " shows " + String.join(", ", shown) + ", the load balancer has "
                            + String.join(", ", published));
        }
        return working().orElseGet(() -> listener(port, view));
    }

    /** What the cloud says of a load balancer that does not work; nothing if it says nothing of the kind. */
    private Optional<HopResult> working() {
        return about.loadBalancers(ResourceStatus.State.FAILED).entrySet().stream()
                .map(failed -> HopResult.fail(PROVISIONED, told(failed)))
                .findFirst()
                .or(() -> about.loadBalancers(ResourceStatus.State.PROVISIONING).entrySet().stream()
                        .map(waiting -> HopResult.unknown(PROVISIONED, told(waiting)))
                        .findFirst());
    }

    private static String told(Map.Entry<ResourceId, ResourceStatus> status) {
        return (status.getKey() + " is " + status.getValue().state().label() + " "
                        + status.getValue().reason())
                .trim();
    }

    private HopResult listener(PortCase port, LoadBalancerView view) {
        Optional<Resource> listener =
                view.listeners(port.port(), port.family()).stream().findFirst();
        if (listener.isPresent()) {
            return HopResult.pass(PROVISIONED, listener.get().id() + " listens at " + String.join(", ", shown));
        }
        String what = "no listener for " + port.port().protocol() + "/"
                + port.port().port() + " " + port.family().label();
        boolean missing = view.saysPorts() || isWantedAndMissing();
        return missing
                ? absent(view, what)
                : HopResult.unknown(PROVISIONED, "the objects of the cloud do not say on which ports they listen");
    }

    private boolean isWantedAndMissing() {
        return about.differences().stream()
                .anyMatch(difference -> difference.actual().isEmpty()
                        && difference
                                .desired()
                                .filter(wanted -> wanted.kind().role() == Role.LISTENER)
                                .isPresent());
    }

    private static HopResult absent(LoadBalancerView view, String what) {
        return view.complete()
                ? HopResult.fail(PROVISIONED, what)
                : HopResult.unknown(PROVISIONED, what + " was read, and not all could be read");
    }
}
