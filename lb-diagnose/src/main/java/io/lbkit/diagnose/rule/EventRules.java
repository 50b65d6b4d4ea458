package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What controllers say, or fail to say, about a Service: pending addresses, refused calls, contention. */
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
        List<Rule> rules = new ArrayList<>(List.of(nobodyActs(), classUnclaimed(), contention(), deletionStuck()));
        rules.addAll(errors());
        return rules;
    }

    /** What the words of an error tell. Where several fit, every one is reported. */
    private static List<Rule> errors() {
        return List.of(
                error(
                        "LB-CLD-004",
                        "Permission denied",
                        FindingKind.UNKNOWN_STATE,
                        "accessdenied|unauthorizedoperation|authorizationfailed|\\b403\\b(?!.*quota)|forbidden|not authorized",
                        "Grant the controller the permission that the message names."),
                error(
                        "LB-CLD-005",
                        "No usable subnet",
                        FindingKind.SUBNET_RESOLUTION,
                        "(resolve|discover|find|suitable|matching).{0,40}subnet",
                        "Tag a subnet for load balancers, or name the subnets at the Service.",
                        "aws"),
                error(
                        "LB-CLD-006",
                        "Subnet exhausted",
                        FindingKind.QUOTA,
                        "insufficientfreeaddresses|subnetisfull|(not |doesn't have )enough.{0,20}(ip|addresses)",
                        "Free addresses of the subnet, or use another one.",
                        "aws",
                        "azure"),
                error(
                        "LB-CLD-007",
                        "Quota reached",
                        FindingKind.QUOTA,
                        "quota|limitexceeded|toomany(loadbalancers|listeners|targets|rules)|limit reached",
                        "Raise the limit that the message names, or delete what is not used."),
                error(
                        "LB-CLD-008",
                        "Static address unusable",
                        FindingKind.MISSING_RESOURCE,
                        "(publicip|address|eip|allocation)(?:[^.]|\\.\\S){0,60}(not ?found|in ?use|already|does not exist|invalid)",
                        "Reserve the address in the region, kind and group of the load balancer, and free it elsewhere."),
                error(
                        "LB-CLD-009",
                        "Not exactly one tagged security group",
                        FindingKind.CONFLICTING_CONFIGURATION,
                        "(multiple|exactly one|expected).{0,40}(tagged )?security ?group",
                        "Leave the cluster's tag on exactly one security group of each node.",
                        "aws"),
                error(
                        "LB-CLD-016",
                        "Webhook blocks",
                        FindingKind.UNKNOWN_STATE,
                        "admission webhook|failed calling webhook",
                        "Mend the endpoint or the certificate of the webhook that the message names."),
                error(
                        "LB-CLD-020",
                        "Firewall of the host project not written",
                        FindingKind.BLOCKED_TRAFFIC,
                        "firewall change required|xpn",
                        "Let the administrator of the host project run the command that the message shows.",
                        "gcp"));
    }

    private static Rule.Builder rule(String code, String title, FindingKind kind) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.ERROR)
                .kind(kind)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .hop(Hop.PROVISIONED);
    }

    private static Rule error(
            String code, String title, FindingKind kind, String words, String remedy, String... clouds) {
        Pattern pattern = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
        return rule(code, title, kind)
                .symptom("The address stays pending, or changes of the Service have no effect.")
                .predicate("The last event of the controller about the Service is an error, and its words tell.")
                .remedy(remedy)
                .addClouds(clouds)
                .explains("LB-CLD-001", "LB-CLD-101", "LB-CLD-012", "LB-CLD-022", "LB-CLD-023")
                .check(about -> lastError(about)
                        .filter(event -> pattern.matcher(event.reason() + " " + event.message())
                                .find())
                        .map(event -> List.of(Match.builder()
                                .about("Event/" + event.key() + " message")
                                .message(event.reason() + ": " + event.message()
                                        + (event.message().endsWith(".") ? "" : "."))
                                .remedy(remedy)
                                .fact(about.subject(), "event " + event.reason(), event.message())
                                .build()))
                        .orElse(List.of()))
                .build();
    }

    /** An error counts until the controller succeeds after it. */
    private static Optional<ClusterEvent> lastError(ServiceCase about) {
        Comparator<ClusterEvent> byTime = Comparator.comparing(
                event -> event.lastSeen().map(Object::toString).orElse(""));
        Optional<ClusterEvent> success = about.events().stream()
                .filter(event -> event.reason().equals("EnsuredLoadBalancer")
                        || event.reason().equals("SuccessfullyReconciled"))
                .max(byTime);
        return about.events().stream()
                .filter(event -> event.warning()
                        || event.reason().contains("ManualChange")
                        || event.reason().contains("XPN"))
                .max(byTime)
                .filter(event -> success.isEmpty() || byTime.compare(event, success.get()) >= 0);
    }

    private static boolean isPending(ServiceCase about) {
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
