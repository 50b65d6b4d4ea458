package io.lbkit.diagnose.document;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Discriminator;
import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.document.FindingDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A diagnosis as plain data. */
public final class DiagnosisDocument {
    private DiagnosisDocument() {}

    /**
     * {@return the diagnosis as a map with a fixed order of keys}
     *
     * @param diagnosis the diagnosis
     */
    public static Map<String, @Nullable Object> of(Diagnosis diagnosis) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("service", diagnosis.service().toString());
        fields.put("verdict", diagnosis.verdict().label());
        fields.put("confidence", diagnosis.confidence().label());
        fields.put("delivering", diagnosis.delivering());
        fields.put("backends", diagnosis.backends());
        fields.put("primary", diagnosis.primary().map(FindingDocument::of).orElse(null));
        fields.put("findings", findings(diagnosis.findings()));
        fields.put("effects", findings(diagnosis.effects()));
        fields.put("chains", list(diagnosis.chains(), DiagnosisDocument::chain));
        fields.put("discriminators", list(diagnosis.discriminators(), DiagnosisDocument::discriminator));
        fields.put("missingEvidence", diagnosis.missingEvidence());
        return Collections.unmodifiableMap(fields);
    }

    private static List<@Nullable Object> findings(List<Finding> findings) {
        return list(findings, FindingDocument::of);
    }

    private static Map<String, @Nullable Object> discriminator(Discriminator discriminator) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("trait", discriminator.trait().label());
        fields.put("value", discriminator.value());
        fields.put("failing", discriminator.failing());
        fields.put("having", discriminator.having());
        fields.put("otherFailing", discriminator.otherFailing());
        fields.put("others", discriminator.others());
        return Collections.unmodifiableMap(fields);
    }

    private static Map<String, @Nullable Object> chain(Chain chain) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("backend", chain.backend());
        fields.put("port", chain.port());
        fields.put("delivers", chain.delivers().label());
        fields.put("hops", list(chain.hops(), DiagnosisDocument::hop));
        return Collections.unmodifiableMap(fields);
    }

    private static Map<String, @Nullable Object> hop(HopResult hop) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("hop", hop.hop().label());
        fields.put("result", hop.state().label());
        fields.put("evidence", hop.evidence());
        return Collections.unmodifiableMap(fields);
    }

    private static <T> List<@Nullable Object> list(Collection<T> items, Function<T, ?> document) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(document.apply(item)));
        return Collections.unmodifiableList(list);
    }
}
