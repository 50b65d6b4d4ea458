package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.resource.Resource;
import java.util.List;

/** Settings of the Service that have no effect, or not the one that was meant. */
final class SettingRules {
    private SettingRules() {}

    static List<Rule> all() {
        return List.of(affinityLost(), unknownAnnotation(), badAnnotation());
    }

    private static Rule affinityLost() {
        return ServiceRules.rule(
                        "LB-SVC-012",
                        "Affinity is lost",
                        Severity.WARNING,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        Hop.PROVISIONED)
                .symptom("Sessions of a client hop from pod to pod.")
                .predicate(
                        "spec.sessionAffinity is ClientIP, the load balancer sends to pods past kube-proxy, and an object of it"
                                + " does not keep clients at one target, and the provider would not make it do so.")
                .remedy("Turn on the stickiness of the load balancer.")
                .check(about -> about.service().sessionAffinity() != SessionAffinity.CLIENT_IP
                                || about.ports().stream().noneMatch(port -> port.sendsTo(BackendMode.POD_IP))
                        ? List.of()
                        : about.loadBalancer().stream()
                                .flatMap(view -> view.owned().stream())
                                .filter(object -> has(object, SessionAffinity.NONE) && !isToKeep(about, object))
                                .map(object -> affinityLost(about, object))
                                .toList())
                .build();
    }

    private static boolean has(Resource object, SessionAffinity wanted) {
        return object.kind()
                .affinity()
                .flatMap(affinity -> affinity.apply(object))
                .filter(wanted::equals)
                .isPresent();
    }

    /** What the provider would mend is drift. */
    private static boolean isToKeep(ServiceCase about, Resource object) {
        return about.design().stream()
                .flatMap(design -> design.resources().stream())
                .anyMatch(wanted -> wanted.id().equals(object.id()) && has(wanted, SessionAffinity.CLIENT_IP));
    }

    private static Match affinityLost(ServiceCase about, Resource object) {
        return Match.builder()
                .about("spec.sessionAffinity")
                .message("The Service asks for the affinity of clients, and " + object.id()
                        + " spreads the connections of each client over all pods.")
                .remedy("Turn on the stickiness of " + object.id()
                        + " by the annotation or attribute of the provider, or set" + " spec.sessionAffinity of "
                        + about.subject() + " to None.")
                .fact(about.subject(), "spec.sessionAffinity", "ClientIP")
                .fact(object.id().toString(), "affinity", "None")
                .build();
    }

    private static Rule unknownAnnotation() {
        return ServiceRules.rule(
                        "LB-SVC-015",
                        "Annotation unknown to the provider",
                        Severity.WARNING,
                        FindingKind.INVALID_ANNOTATION,
                        Hop.PROVISIONED)
                .symptom("A setting has no effect.")
                .predicate("The provider does not know an annotation with its own prefix.")
                .remedy("Correct the name of the annotation; the nearest known one is named.")
                .check(about -> ofProvider(about, "LB-SVC-015"))
                .build();
    }

    private static Rule badAnnotation() {
        return ServiceRules.rule(
                        "LB-SVC-017",
                        "Annotation with a value that is invalid",
                        Severity.ERROR,
                        FindingKind.INVALID_ANNOTATION,
                        Hop.PROVISIONED)
                .symptom("The address is pending, or changes of the Service have no effect.")
                .predicate(
                        "The provider cannot read the value of an annotation, so it leaves all of the Service as it is.")
                .remedy("Write a value that the message allows.")
                .explains("LB-CLD-001", "LB-CLD-022", "LB-CLD-023", "LB-CLD-101")
                .check(about -> ofProvider(about, "LB-SVC-017"))
                .build();
    }

    /** What the provider says of the Service when it designs the load balancer. */
    private static List<Match> ofProvider(ServiceCase about, String code) {
        return about.design().stream()
                .flatMap(design -> design.findings().stream())
                .filter(finding -> finding.code().text().equals(code))
                .map(SettingRules::match)
                .toList();
    }

    private static Match match(Finding finding) {
        return Match.builder()
                .about(finding.about())
                .message(finding.message())
                .remedy(finding.remedy())
                .evidence(finding.evidence())
                .build();
    }
}
