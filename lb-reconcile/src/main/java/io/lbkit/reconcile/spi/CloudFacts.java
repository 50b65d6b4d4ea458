package io.lbkit.reconcile.spi;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a provider discovered about the cloud and a design needs: networks, zones, limits. Plain data under the cloud's own
 * names, so that it can be saved on one machine and used on another. A provider gives it a typed view of its own.
 *
 * @param values the data
 */
public record CloudFacts(SpecValue.Mapping values) {
    /** {@return facts that say nothing} */
    public static CloudFacts none() {
        return new CloudFacts(new SpecValue.Mapping(new TreeMap<>()));
    }

    /**
     * Reads plain data as a JSON or YAML library gives it.
     *
     * @param plain maps, lists, text, numbers, booleans
     * @return the facts
     * @throws InvalidValueException if there is anything else in it
     */
    public static CloudFacts of(Map<String, ?> plain) {
        SpecValue tree = SpecValue.fromPlain("facts", plain);
        if (tree instanceof SpecValue.Mapping mapping) {
            return new CloudFacts(mapping);
        }
        throw InvalidValueException.of("facts", plain, "facts are a map");
    }

    /**
     * {@return the value under a name}
     *
     * @param name the name
     */
    public Optional<SpecValue> get(String name) {
        return Optional.ofNullable(values.fields().get(name));
    }
}
