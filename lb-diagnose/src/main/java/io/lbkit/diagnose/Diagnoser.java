package io.lbkit.diagnose;

import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.diagnose.rule.RuleCatalogue;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import java.util.List;
import java.util.Optional;

/**
 * Says of Services of type LoadBalancer whether requests reach their backends, which hop disagrees first and what mends it.
 * Pure: the same input gives the same diagnoses. The evidence is sorted out once and shared by all Services; safe for use by
 * many threads.
 *
 * <pre>{@code
 * Diagnoser diagnoser = Diagnoser.of(DiagnosisInput.builder().cluster(cluster).observation(seen).build());
 * Diagnosis diagnosis = diagnoser.diagnose(ServiceKey.of("shop", "web")).orElseThrow();
 * }</pre>
 */
public final class Diagnoser {
    private final EvidenceIndex index;
    private final RuleCatalogue rules;

    private Diagnoser(EvidenceIndex index, RuleCatalogue rules) {
        this.index = index;
        this.rules = rules;
    }

    /**
     * A diagnoser with the whole catalogue of rules.
     *
     * @param input the evidence
     * @return the diagnoser
     */
    public static Diagnoser of(DiagnosisInput input) {
        return new Diagnoser(EvidenceIndex.of(input), RuleCatalogue.standard());
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
        return Diagnosis.builder()
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
    }
}
