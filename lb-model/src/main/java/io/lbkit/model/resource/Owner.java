package io.lbkit.model.resource;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import java.util.Comparator;
import java.util.Optional;

/**
 * Who a cloud object belongs to: the proof of ownership that is stored on the object as tags, labels or a description. Names
 * alone prove nothing.
 *
 * @param cluster the id of the cluster, unique among the clusters that share a cloud account
 * @param service the Service; absent for objects that all Services of the cluster share
 * @param uid the uid of the Service, if known
 */
public record Owner(String cluster, Optional<ServiceKey> service, Optional<String> uid) implements Comparable<Owner> {
    /**
     * Checks that there is a cluster.
     *
     * @param cluster the id of the cluster, unique among the clusters that share a cloud account
     * @param service the Service; absent for objects that all Services of the cluster share
     * @param uid the uid of the Service, if known
     * @throws InvalidValueException if the cluster is empty or a uid stands without a Service
     */
    public Owner {
        if (cluster.isEmpty()) {
            throw InvalidValueException.of("cluster", cluster, "an owner names its cluster");
        }
        if (service.isEmpty() && uid.isPresent()) {
            throw InvalidValueException.of("uid", uid.get(), "the uid is that of a Service");
        }
    }

    /**
     * The owner that a Service is.
     *
     * @param cluster the id of the cluster
     * @param service the Service
     * @return the owner
     */
    public static Owner of(String cluster, Service service) {
        return new Owner(cluster, Optional.of(service.key()), service.uid());
    }

    /**
     * The owner of what a whole cluster shares.
     *
     * @param cluster the id of the cluster
     * @return the owner
     */
    public static Owner ofCluster(String cluster) {
        return new Owner(cluster, Optional.empty(), Optional.empty());
    }

    @Override
    public int compareTo(Owner other) {
        return Comparator.comparing(Owner::cluster)
                .thenComparing(
                        owner -> owner.service().map(ServiceKey::toString).orElse(""))
                .thenComparing(owner -> owner.uid().orElse(""))
                .compare(this, other);
    }

    @Override
    public String toString() {
        return cluster
                + service.map(key -> "/" + key).orElse("")
                + uid.map(id -> "@" + id).orElse("");
    }
}
