package io.lbkit.reconcile.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Makes a provider from a configuration; found by {@link ServiceLoader}, so that a program supports every provider on its
 * class path. Programs that know their provider use its builder instead. Methods that are added later are default methods.
 */
public interface LoadBalancerProviderFactory {
    /** {@return the name of the provider} */
    ProviderId id();

    /**
     * Makes a provider. Credentials come from the cloud's own default chain, at the first call of the cloud, not here: a
     * provider that only designs needs none.
     *
     * @param settings the provider's own settings by name, for example {@code endpoint}
     * @return the provider
     * @throws io.lbkit.model.finding.InvalidValueException if a setting is unknown or has a wrong value
     */
    LoadBalancerProvider create(Map<String, String> settings);

    /**
     * {@return the annotations of a Service that the provider reads, in the order in which people list them; none unless
     * overridden}
     */
    default List<AnnotationDescription> annotations() {
        return List.of();
    }

    /** {@return every factory on the class path, by name} */
    static List<LoadBalancerProviderFactory> discover() {
        List<LoadBalancerProviderFactory> found = new ArrayList<>();
        ServiceLoader.load(LoadBalancerProviderFactory.class).forEach(found::add);
        found.sort(Comparator.comparing(LoadBalancerProviderFactory::id));
        return found;
    }
}
