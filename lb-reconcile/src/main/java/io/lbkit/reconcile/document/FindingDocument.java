package io.lbkit.reconcile.document;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as plain data. */
public final class FindingDocument {
    private FindingDocument() {}

    /**
     * {@return the finding as a map with a fixed order of keys}
     *
     * @param finding the finding
     */
    public static Map<String, @Nullable Object> of(Finding finding) {
        return new Fields()
                .put("code", finding.code().text())
                .put("severity", finding.severity().label())
                .put("kind", finding.kind().label())
                .put("domain", finding.domain().label())
                .put("service", finding.service())
                .put("about", finding.about())
                .put("message", finding.message())
                .put("remedy", finding.remedy())
                .put("evidence", Fields.list(finding.evidence(), FindingDocument::evidence))
                .put("confidence", finding.confidence().label())
                .put("causes", Fields.list(finding.causes(), FindingCode::text))
                .put("effects", Fields.list(finding.effects(), FindingCode::text))
                .done();
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        return new Fields()
                .put("object", evidence.object())
                .put("field", evidence.field())
                .put("value", evidence.value())
                .done();
    }
}
