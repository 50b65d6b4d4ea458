package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.Owner;
import io.lbkit.reconcile.spi.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tells an observation that is that of another cluster or another cloud. It proves nothing about this one. */
final class OtherCloud {
    /** From how many Services on it is no coincidence that none is the one of the cluster: one may have been made anew. */
    private static final int SEVERAL = 2;

    private final DiagnosisInput input;
    private final Observation seen;
    private final Set<String> clouds;

    private OtherCloud(DiagnosisInput input, Observation seen, Set<String> clouds) {
        this.input = input;
        this.seen = seen;
        this.clouds = clouds;
    }

    /** The first one that is ours settles most questions, so that nobody gathers all of them. */
    private Stream<Owner> owners() {
        return seen.actual().resources().stream().flatMap(resource -> resource.owners().stream());
    }

    private boolean hasOwners() {
        return owners().findAny().isPresent();
    }

    /** {@return why what was read of the cloud is not that of the cluster, of whose nodes the clouds are known} */
    static Optional<Finding> of(DiagnosisInput input, Set<String> clouds) {
        return input.observation()
                .map(seen -> new OtherCloud(input, seen, clouds))
                .flatMap(OtherCloud::find);
    }

    private Optional<Finding> find() {
        return byMachines().or(this::byAbsence).or(this::byMarks).or(this::byUids);
    }

    private Optional<Finding> byMachines() {
        return input.cloud()
                .filter(name -> !clouds.isEmpty() && Machines.isKnown(name) && !clouds.contains(name))
                .map(name -> finding(
                        "Node spec.providerID",
                        "What was read is of the cloud " + name + ", and the nodes are machines of "
                                + String.join(", ", clouds) + ".",
                        "Name the cloud of this cluster with --cloud."));
    }

    /** Several load balancers rarely go at once; a wrong region, account or cluster id shows none of them. */
    private Optional<Finding> byAbsence() {
        if (hasOwners() || !seen.unread().isEmpty()) {
            return Optional.empty();
        }
        long shown = input.cluster().services().stream()
                .filter(service ->
                        service.wantsLoadBalancer() && !service.ingress().isEmpty())
                .count();
        return shown >= SEVERAL
                ? Optional.of(finding(
                        "the objects of the cloud",
                        "What was read of the cloud has no object with an ownership mark, and " + shown
                                + " Services show an address: all of them are gone, or it is the cloud of another cluster.",
                        "Check region, account and --cluster-id with which the cloud was read."))
                : Optional.empty();
    }

    private Optional<Finding> byMarks() {
        if (!hasOwners() || owners().anyMatch(this::isOurs)) {
            return Optional.empty();
        }
        Set<String> clusters = new TreeSet<>();
        owners().forEach(owner -> clusters.add(owner.cluster()));
        return input.clusterId()
                .map(
                        id -> finding(
                                "the objects of the cloud",
                                "What was read of the cloud has no object of cluster " + id + ", and has those of "
                                        + String.join(", ", clusters) + ".",
                                "Name this cluster with --cluster-id as its ownership marks do, or read the cloud of this cluster."));
    }

    private Optional<Finding> byUids() {
        Map<String, String> others = new TreeMap<>();
        for (Owner owner : (Iterable<Owner>) owners()::iterator) {
            Optional<String> mark = owner.uid();
            Optional<String> uid =
                    owner.service().flatMap(input.cluster()::service).flatMap(Service::uid);
            if (mark.isEmpty() || uid.isEmpty() || !isOurs(owner)) {
                continue;
            }
            if (mark.equals(uid)) {
                return Optional.empty();
            }
            others.put(owner.service().orElseThrow().toString(), mark.get());
        }
        return others.size() < SEVERAL
                ? Optional.empty()
                : Optional.of(finding(
                        "the objects of the cloud",
                        "The objects of the cloud belong to other Services with the same names: that of "
                                + others.keySet().iterator().next() + " has the uid "
                                + others.values().iterator().next() + ".",
                        "Read the cloud of this cluster, at the same time as its objects."));
    }

    private boolean isOurs(Owner owner) {
        return input.clusterId().map(owner.cluster()::equals).orElse(true);
    }

    private static Finding finding(String about, String message, String remedy) {
        return EvidenceCode.OTHER_CLOUD
                .finding()
                .about(about)
                .message(message + " It was left out.")
                .remedy(remedy)
                .build();
    }
}
