package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What controllers leave undone: pending addresses, contention, deletions. */
final class EventRules {
    private static final String CLEANUP = "service.kubernetes.io/load-balancer-cleanup";

    /** The finalizers of implementations that are known to claim a Service. */
    private static final Set<String> FINALIZERS = Set.of(
            CLEANUP,
            "service.k8s.aws/resources",
            "gke.networking.io/l4-ilb-v1",
            "gke.networking.io/l4-ilb-v2",
            "gke.networking.io/l4-netlb-v1",
            "gke.networking.io/l4-netlb-v2");

    private static final Duration STUCK = Duration.ofMinutes(15);
    private static final Duration GRACE = Duration.ofMinutes(5);

    private EventRules() {}

    static List<Rule> all() {
        return List.of(nobodyActs(), classUnclaimed(), contention(), deletionStuck());
    }

    static Rule.Builder rule(String code, String title, FindingKind kind) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.ERROR)
                .kind(kind)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .hop(Hop.PROVISIONED);
    }

    static boolean isPending(ServiceCase about) {
        return about.isStored()
                && about.service().ingress().isEmpty()
                && about.service().deletionRequested().isEmpty();
    }

    /** Whether it is old enough to have an address, as far as that can be told. */
    private static boolean isYoung(ServiceCase about) {
        Optional<Duration> age = about.index()
                .input()
                .at()
                .flatMap(at -> about.service().created().map(created -> Duration.between(created, at)));
        return age.filter(known -> known.compareTo(GRACE) < 0).isPresent();
    }

    private static boolean isUntouched(ServiceCase about) {
        boolean hasObjects =
                about.loadBalancer().filter(view -> !view.owned().isEmpty()).isPresent();
        return !hasObjects
                && about.events().isEmpty()
                && about.service().finalizers().stream().noneMatch(FINALIZERS::contains);
    }

    private static Rule nobodyActs() {
        return rule("LB-CLD-001", "Pending, nobody acts", FindingKind.NOT_MANAGED)
                .symptom("The address is pending for ever.")
                .predicate(
                        "The Service has no address, no class, no finalizer of a controller and no event, and nothing in the"
                                + " cloud carries its mark.")
                .remedy("Install or enable a controller for Services of type LoadBalancer.")
                .check(about -> isPending(about)
                                && !isYoung(about)
                                && isUntouched(about)
                                && about.service().loadBalancerClass().isEmpty()
                        ? List.of(untouched(
                                about,
                                "No controller took the Service up.",
                                "Install or enable a controller for Services without a class, then check its log for "
                                        + about.subject() + "."))
                        : List.of())
                .build();
    }

    private static Rule classUnclaimed() {
        return rule("LB-CLD-002", "Pending, class unclaimed", FindingKind.NOT_MANAGED)
                .symptom("The address is pending for ever.")
                .predicate(
                        "The Service names a class and has no address, no finalizer of a controller and no event, and nothing"
                                + " in the cloud carries its mark.")
                .remedy("Recreate the Service with a class that is served; the field cannot be changed.")
                .check(about -> isPending(about)
                                && !isYoung(about)
                                && isUntouched(about)
                                && about.service().loadBalancerClass().isPresent()
                        ? List.of(untouched(
                                about,
                                "No controller took up class "
                                        + about.service().loadBalancerClass().get() + ".",
                                "Recreate " + about.subject()
                                        + " with a class that a controller serves, or install one for "
                                        + about.service().loadBalancerClass().get() + "."))
                        : List.of())
                .build();
    }

    /** Events expire, so their absence alone is no proof. */
    private static Match untouched(ServiceCase about, String message, String remedy) {
        return Match.builder()
                .about("spec.loadBalancerClass")
                .message(message)
                .remedy(remedy)
                .fact(about.subject(), "metadata.finalizers", about.service().finalizers())
                .fact(about.subject(), "events", about.knowsAll(ObjectType.EVENT) ? "none" : "none that was read")
                .confidence(about.knowsAll(ObjectType.EVENT) ? Confidence.PROBABLE : Confidence.POSSIBLE)
                .build();
    }

    private static Rule contention() {
        return rule("LB-CLD-003", "Two controllers contend", FindingKind.CONFLICTING_CONFIGURATION)
                .severity(Severity.WARNING)
                .symptom("The address flaps; there are two load balancers.")
                .predicate("The Service has no class and the finalizers of two implementations.")
                .remedy("Recreate the Service with a class, so that one of them leaves it alone.")
                .addClouds("aws", "gcp")
                .check(about -> {
                    Service service = about.service();
                    Set<String> families = new TreeSet<>();
                    service.finalizers().stream()
                            .filter(FINALIZERS::contains)
                            .map(each -> each.substring(0, each.indexOf('/')))
                            .forEach(families::add);
                    return families.size() > 1 && service.loadBalancerClass().isEmpty()
                            ? List.of(Match.builder()
                                    .about("metadata.finalizers")
                                    .message("Controllers of " + families + " both claim the Service.")
                                    .remedy("Set spec.loadBalancerClass when recreating " + about.subject()
                                            + ", and remove the load balancer of the other controller.")
                                    .fact(about.subject(), "metadata.finalizers", service.finalizers())
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule deletionStuck() {
        return rule("LB-CLD-019", "Deletion stuck", FindingKind.UNKNOWN_STATE)
                .severity(Severity.WARNING)
                .symptom("The Service does not go away; its load balancer may leak.")
                .predicate(
                        "Deletion was asked for more than 15 minutes before the evidence was taken, and the finalizer of a"
                                + " controller is still there.")
                .remedy("Mend the rights or the health of the controller; do not remove the finalizer by hand.")
                .check(about -> about.index()
                        .input()
                        .at()
                        .flatMap(at -> about.service()
                                .deletionRequested()
                                .filter(since -> Duration.between(since, at).compareTo(STUCK) > 0))
                        .filter(since -> about.service().finalizers().stream().anyMatch(FINALIZERS::contains))
                        .map(since -> List.of(Match.builder()
                                .about("metadata.deletionTimestamp")
                                .message("The deletion of the Service waits for its controller since " + since + ".")
                                .remedy("Look at the events of " + about.subject()
                                        + " and the log of its controller; mend what it is refused.")
                                .fact(
                                        about.subject(),
                                        "metadata.finalizers",
                                        about.service().finalizers())
                                .build()))
                        .orElse(List.of()))
                .build();
    }
}
