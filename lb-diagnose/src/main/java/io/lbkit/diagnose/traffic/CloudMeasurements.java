package io.lbkit.diagnose.traffic;

import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What a cloud has measured of its load balancers; found by {@link ServiceLoader}, so that a program can ask every cloud on its class
 * path. Programs that know their cloud use its {@link TrafficSource} instead. Methods that are added later are default methods.
 */
public interface CloudMeasurements {
    /** {@return the name of the service that measures, in lower case, for example {@code cloudwatch}} */
    String name();

    /** {@return the provider of the cloud whose load balancers are measured} */
    ProviderId cloud();

    /**
     * Asks the cloud. It reads only; what it cannot read is a finding of the evidence, and no exception.
     *
     * @param settings the settings of the provider, as its factory takes them
     * @param clusterId the cluster whose Services are meant
     * @param observation what exists: which objects belong to which Service
     * @param span the span of time
     * @return the series of the Services
     * @throws io.lbkit.model.finding.InvalidValueException if a setting is unknown or has a wrong value
     */
    TrafficEvidence seen(Map<String, String> settings, String clusterId, Observation observation, Window span);

    /** {@return all of them on the class path, by name} */
    static List<CloudMeasurements> discover() {
        List<CloudMeasurements> found = new ArrayList<>();
        ServiceLoader.load(CloudMeasurements.class).forEach(found::add);
        found.sort(Comparator.comparing(CloudMeasurements::name));
        return found;
    }
}
