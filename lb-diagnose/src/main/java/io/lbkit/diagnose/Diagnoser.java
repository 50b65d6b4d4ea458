package io.lbkit.diagnose;

import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.CheckedEvidence;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.diagnose.rule.RuleCatalogue;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of Services of type LoadBalancer whether requests reach their backends, which hop disagrees first and what mends it.
 * Pure: the same input gives the same diagnoses. The evidence is sorted out once, when it is needed, and shared by all
 * Services; safe for use by many threads.
 *
 * <pre>{@code
 * Diagnoser diagnoser = Diagnoser.of(DiagnosisInput.builder().cluster(cluster).observation(seen).build());
 * Diagnosis diagnosis = diagnoser.diagnose(ServiceKey.of("shop", "web")).orElseThrow();
 * }</pre>
 */
public final class Diagnoser {
    private static final String ONE_CLUSTER = "the objects of one cluster: those that were read are of several";

    private final CheckedEvidence evidence;
    private final EvidenceIndex index;
    private final RuleCatalogue rules;

    private Diagnoser(CheckedEvidence evidence, RuleCatalogue rules) {
        this.evidence = evidence;
        this.index = EvidenceIndex.of(evidence.usable());
        this.rules = rules;
    }

    /**
     * A diagnoser with the whole catalogue of rules.
     *
     * @param input the evidence
     * @return the diagnoser
     */
    public static Diagnoser of(DiagnosisInput input) {
        return new Diagnoser(CheckedEvidence.of(input), RuleCatalogue.standard());
    }

    /**
     * {@return what is wrong with the evidence as a whole, sorted: parts that the cloud did not let be read, and parts that were
     * left out because they are of another cluster or another time}
     */
    public List<Finding> findings() {
        return evidence.findings();
    }

    /**
     * Diagnoses one Service.
     *
     * @param service the Service
     * @return the diagnosis; nothing if there is no such Service, or if it is not of type LoadBalancer
     */
    public Optional<Diagnosis> diagnose(ServiceKey service) {
        return index.input()
                .cluster()
                .service(service)
                .filter(Diagnoser::isMeant)
                .map(this::diagnose);
    }

    /** {@return the diagnoses of all Services of type LoadBalancer, in the order of their names} */
    public List<Diagnosis> all() {
        return index.input().cluster().services().stream()
                .filter(Diagnoser::isMeant)
                .map(this::diagnose)
                .toList();
    }

    private static boolean isMeant(Service service) {
        return service.type() == ServiceType.LOAD_BALANCER;
    }

    private Diagnosis diagnose(Service service) {
        ServiceCase about = ServiceCase.of(index, service);
        Judgement judgement = new Judgement(about);
        RuleCatalogue.Outcome found = rules.check(about);
        Diagnosis diagnosis = Diagnosis.builder()
                .service(service.key())
                .verdict(judgement.verdict())
                .confidence(judgement.confidence())
                .delivering(judgement.delivering())
                .backends(judgement.backends())
                .chains(about.chains())
                .findings(found.causes())
                .effects(found.effects())
                .discriminators(judgement.discriminators())
                .missingEvidence(judgement.missingEvidence())
                .build();
        return evidence.isMixed() ? unsettled(diagnosis) : diagnosis;
    }

    /** Of objects of several clusters nobody knows which belong together. */
    private static Diagnosis unsettled(Diagnosis diagnosis) {
        return Diagnosis.builder()
                .from(diagnosis)
                .discriminators(List.of())
                .verdict(Verdict.INCONCLUSIVE)
                .confidence(Confidence.POSSIBLE)
                .findings(diagnosis.findings().stream().map(Diagnoser::possible).toList())
                .effects(diagnosis.effects().stream().map(Diagnoser::possible).toList())
                .missingEvidence(Stream.concat(Stream.of(ONE_CLUSTER), diagnosis.missingEvidence().stream())
                        .toList())
                .build();
    }

    private static Finding possible(Finding finding) {
        return Finding.builder().from(finding).confidence(Confidence.POSSIBLE).build();
    }
}
