package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What controllers say when they fail. Where the words tell several things, every one is reported. */
final class ControllerErrorRules {
    private static final String THROTTLED =
            "throttl|(request|rate)limitexceeded|rate (limit )?exceeded|toomanyrequests|too many requests|\\b429\\b";

    private static final List<Words> TELLING = List.of(
            new Words(
                    "LB-CLD-004",
                    "Permission denied",
                    Severity.ERROR,
                    FindingKind.UNKNOWN_STATE,
                    "accessdenied|unauthorizedoperation|authorizationfailed|\\b403\\b(?!.*(quota|rate ?limit))|forbidden|not authorized",
                    "Grant the controller the permission that the message names.",
                    Set.of()),
            new Words(
                    "LB-CLD-005",
                    "No usable subnet",
                    Severity.ERROR,
                    FindingKind.SUBNET_RESOLUTION,
                    "(resolve|discover|find|suitable|matching).{0,40}subnet",
                    "Tag a subnet for load balancers, or name the subnets at the Service.",
                    Set.of("aws")),
            new Words(
                    "LB-CLD-006",
                    "Subnet exhausted",
                    Severity.ERROR,
                    FindingKind.QUOTA,
                    "insufficientfreeaddresses|subnetisfull|(not |doesn't have )enough.{0,20}(ip|addresses)",
                    "Free addresses of the subnet, or use another one.",
                    Set.of("aws", "azure")),
            new Words(
                    "LB-CLD-007",
                    "Quota reached",
                    Severity.ERROR,
                    FindingKind.QUOTA,
                    "quota(?!.*per minute)|(?<!request|rate)limitexceeded|toomany(loadbalancers|listeners|targets|rules)|limit reached",
                    "Raise the limit that the message names, or delete what is not used.",
                    Set.of()),
            new Words(
                    "LB-CLD-008",
                    "Static address unusable",
                    Severity.ERROR,
                    FindingKind.MISSING_RESOURCE,
                    "(publicip|address|eip|allocation)(?:[^.]|\\.\\S){0,60}(not ?found|in ?use|already|does not exist|invalid)",
                    "Reserve the address in the region, kind and group of the load balancer, and free it elsewhere.",
                    Set.of()),
            new Words(
                    "LB-CLD-009",
                    "Not exactly one tagged security group",
                    Severity.ERROR,
                    FindingKind.CONFLICTING_CONFIGURATION,
                    "(multiple|exactly one|expected).{0,40}(tagged )?security ?group",
                    "Leave the cluster's tag on exactly one security group of each node.",
                    Set.of("aws")),
            new Words(
                    "LB-CLD-016",
                    "Webhook blocks",
                    Severity.ERROR,
                    FindingKind.UNKNOWN_STATE,
                    "admission webhook|failed calling webhook",
                    "Mend the endpoint or the certificate of the webhook that the message names.",
                    Set.of()),
            new Words(
                    "LB-CLD-020",
                    "Firewall of the host project not written",
                    Severity.ERROR,
                    FindingKind.BLOCKED_TRAFFIC,
                    "firewall change required|xpn",
                    "Let the administrator of the host project run the command that the message shows.",
                    Set.of("gcp")),
            new Words(
                    "LB-CLD-014",
                    "The controller is throttled",
                    Severity.WARNING,
                    FindingKind.UNKNOWN_STATE,
                    THROTTLED,
                    "Let the controller call less often, or ask the cloud for a higher rate; it tries again by itself.",
                    Set.of()));

    private ControllerErrorRules() {}

    /**
     * What the words of an error tell.
     *
     * @param code the code of the rule
     * @param title its title
     * @param severity the severity of its findings
     * @param kind the kind of its findings
     * @param words what the event says, as a regular expression
     * @param remedy what to do
     * @param clouds the clouds whose words these are; none means all
     */
    private record Words(
            String code,
            String title,
            Severity severity,
            FindingKind kind,
            Pattern words,
            String remedy,
            Set<String> clouds) {
        Words(
                String code,
                String title,
                Severity severity,
                FindingKind kind,
                String words,
                String remedy,
                Set<String> clouds) {
            this(code, title, severity, kind, Pattern.compile(words, Pattern.CASE_INSENSITIVE), remedy, clouds);
        }

        boolean fit(ClusterEvent event) {
            return words.matcher(event.reason() + " " + event.message()).find();
        }

        boolean areSpokenIn(Optional<String> cloud) {
            return clouds.isEmpty() || cloud.map(clouds::contains).orElse(true);
        }

        Rule rule() {
            return error(code, title, kind, this::fit, remedy)
                    .severity(severity)
                    .predicate("The last event of the controller about the Service is an error, and its words tell.")
                    .addAllClouds(clouds)
                    .build();
        }
    }

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        TELLING.forEach(words -> rules.add(words.rule()));
        rules.add(anyOther());
        return rules;
    }

    /** Whoever is called at night has to see what the controller says, whether or not anybody knows the words. */
    private static Rule anyOther() {
        String remedy = "Read the event and the log of the controller that reported it, and mend what it names.";
        return error("LB-CLD-103", "A controller reports an error", FindingKind.UNKNOWN_STATE, event -> true, remedy)
                .severity(Severity.WARNING)
                .predicate("The Service has no address, or a backend is not reached, and the last event about it is an"
                        + " error whose words no other rule knows.")
                .check(about -> isInNeed(about)
                        ? lastError(about)
                                .filter(event -> isUnknown(about, event))
                                .map(event -> List.of(Match.builder()
                                        .from(match(about, event, remedy))
                                        .confidence(Confidence.PROBABLE)
                                        .build()))
                                .orElse(List.of())
                        : List.of())
                .build();
    }

    private static boolean isInNeed(ServiceCase about) {
        return EventRules.isPending(about)
                || about.chains().stream().map(Chain::delivers).anyMatch(HopState.FAIL::equals);
    }

    private static boolean isUnknown(ServiceCase about, ClusterEvent event) {
        return TELLING.stream()
                .filter(words -> words.areSpokenIn(about.index().input().cloud()))
                .noneMatch(words -> words.fit(event));
    }

    private static Rule.Builder error(
            String code, String title, FindingKind kind, Predicate<ClusterEvent> meant, String remedy) {
        return EventRules.rule(code, title, kind)
                .symptom("The address stays pending, or changes of the Service have no effect.")
                .remedy(remedy)
                .explains("LB-CLD-001", "LB-CLD-101", "LB-CLD-012", "LB-CLD-022", "LB-CLD-023")
                .check(about -> lastError(about)
                        .filter(meant)
                        .map(event -> List.of(match(about, event, remedy)))
                        .orElse(List.of()));
    }

    private static Match match(ServiceCase about, ClusterEvent event, String remedy) {
        return Match.builder()
                .about("Event/" + event.key() + " message")
                .message(event.reason() + ": " + event.message()
                        + (event.message().endsWith(".") ? "" : "."))
                .remedy(remedy)
                .fact(about.subject(), "event " + event.reason(), event.message())
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
}
