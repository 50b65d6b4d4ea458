package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.diagnose.evidence.Machines;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what {@code explain} looks at. What cannot be had is unknown and a finding; the rest is used all the same. */
final class GatheredEvidence {
    private final Session session;
    private final CloudOptions cloud;
    private final List<Finding> findings = new ArrayList<>();
    private final ClusterSnapshot cluster;
    private final Optional<Observation> seen;

    GatheredEvidence(Session session, CloudOptions cloud, Optional<Bundle> bundle) {
        this.session = session;
        this.cloud = cloud;
        boolean whole = bundle.map(this::isWhole).orElse(true);
        this.cluster =
                whole ? session.input().cluster() : partly(session.input().cluster());
        this.seen = observe();
    }

    private boolean isWhole(Bundle bundle) {
        BundleContents contents = BundleContents.of(bundle);
        for (String name : contents.files()) {
            Path file = bundle.folder().resolve(name);
            if (!Files.exists(file)) {
                findings.add(EvidenceFindings.missingFile(file));
            }
        }
        int found = session.input().objects();
        Optional<Integer> missing = contents.objects().filter(said -> said > found);
        missing.ifPresent(said -> findings.add(EvidenceFindings.cutBundle(bundle.cluster(), said, found)));
        return missing.isEmpty();
    }

    private static ClusterSnapshot partly(ClusterSnapshot whole) {
        ClusterSnapshot partly = whole;
        for (ObjectType type : ObjectType.values()) {
            partly = partly.covering(type, whole.coverage(type).and(Coverage.PARTIAL));
        }
        return partly;
    }

    private Optional<Observation> observe() {
        try {
            return cloud.evidence(session);
        } catch (Failure unreadable) {
            return nothing("--actual", String.valueOf(unreadable.getMessage()));
        } catch (ProviderException refused) {
            return nothing(
                    "--cloud " + cloud.name(),
                    refused.kind().label() + ": " + refused.detail()
                            + refused.hint().map(hint -> "\nRemedy: " + hint).orElse(""));
        }
    }

    private Optional<Observation> nothing(String about, String reason) {
        findings.add(EvidenceFindings.noCloud(about, reason));
        return Optional.empty();
    }

    /** {@return the cluster} */
    ClusterSnapshot cluster() {
        return cluster;
    }

    /** {@return what the cloud has, if that is known} */
    Optional<Observation> seen() {
        return seen;
    }

    /** {@return what could not be had} */
    List<Finding> findings() {
        return findings;
    }

    /**
     * {@return the evidence, of which clients and the time are still to be said}
     *
     * @param traffic what was seen of traffic
     */
    DiagnosisInput.Builder input(Optional<TrafficEvidence> traffic) {
        DiagnosisInput.Builder input = DiagnosisInput.builder()
                .cluster(cluster)
                .observation(seen)
                .clusterId(session.clusterId())
                .namespaceLabels(session.input().read().namespaceLabels())
                .clusterUids(session.input().read().clusterUids())
                .traffic(traffic);
        Set<String> machines = Machines.clouds(cluster);
        if (cloud.isSimulated() && seen.isEmpty() && !machines.isEmpty()) {
            findings.add(EvidenceFindings.unnamedCloud(machines));
            return input;
        }
        return input.cloud(cloud.name())
                .filters(session.provider()::filters)
                .designs(session.reconciler().design(cluster, seen.orElseGet(cloud::factsAlone)));
    }
}
