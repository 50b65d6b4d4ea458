package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since when Services are missing that still have objects in the cloud, and for how long these are kept. A value for the
 * caller to carry from one plan to the next; whoever loses it starts the grace period anew. Immutable.
 *
 * @param grace how long what a missing Service had is kept; not negative
 * @param now the time of the plan
 * @param missingSince the missing Services, each with the time at which a complete listing first lacked it
 */
public record Orphans(Duration grace, Instant now, SortedMap<ServiceKey, Instant> missingSince) {
    /**
     * Copies the map.
     *
     * @param grace how long what a missing Service had is kept; not negative
     * @param now the time of the plan
     * @param missingSince the missing Services, each with the time at which a complete listing first lacked it
     * @throws InvalidValueException if the grace period is negative
     */
    public Orphans {
        if (grace.isNegative()) {
            throw InvalidValueException.of("grace", grace, "a grace period is not negative");
        }
        missingSince = Collections.unmodifiableSortedMap(new TreeMap<>(missingSince));
    }

    /** {@return a value without a grace period} */
    public static Orphans notKept() {
        return keptFor(Duration.ZERO);
    }

    /**
     * {@return a value that has seen no Service missing yet; {@link #seen} makes it one to plan with}
     *
     * @param grace how long what a missing Service had is kept; not negative
     */
    public static Orphans keptFor(Duration grace) {
        return new Orphans(grace, Instant.EPOCH, new TreeMap<>());
    }

    /**
     * The next value. A complete listing says who is missing; an incomplete one only who is there again.
     *
     * @param cluster the cluster
     * @param observation what exists
     * @param clusterId the id of the cluster, as in the ownership marks
     * @param time the time of the next plan
     * @return the value for that plan
     */
    public Orphans seen(ClusterSnapshot cluster, Observation observation, String clusterId, Instant time) {
        SortedMap<ServiceKey, Instant> next = new TreeMap<>(missingSince);
        next.keySet().removeIf(service -> isThere(cluster, service));
        if (cluster.coverage(ObjectType.SERVICE) == Coverage.COMPLETE) {
            observation.actual().resources().stream()
                    .flatMap(resource -> resource.owners().stream())
                    .filter(owner -> owner.cluster().equals(clusterId))
                    .flatMap(owner -> owner.service().stream())
                    .filter(service -> !isThere(cluster, service))
                    .forEach(service -> next.putIfAbsent(service, time));
        }
        return new Orphans(grace, time, next);
    }

    private static boolean isThere(ClusterSnapshot cluster, ServiceKey service) {
        return cluster.service(service).isPresent()
                || cluster.unreadableService(service).isPresent();
    }

    /**
     * {@return until when what a missing Service had is kept; empty if that time has come}
     *
     * @param service a Service that is missing
     */
    public Optional<Instant> keptUntil(ServiceKey service) {
        Instant until = missingSince.getOrDefault(service, now).plus(grace);
        return Optional.of(until).filter(now::isBefore);
    }
}
