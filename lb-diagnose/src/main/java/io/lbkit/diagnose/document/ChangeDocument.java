package io.lbkit.diagnose.document;

import io.lbkit.diagnose.change.Candidate;
import io.lbkit.diagnose.change.Change;
import io.lbkit.diagnose.change.ChangeCorrelation;
import io.lbkit.diagnose.change.HealthDrop;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes that may have cost healthy targets, as plain data and as text. */
public final class ChangeDocument {
    private ChangeDocument() {}

    /**
     * {@return the correlation as a map with a fixed order of keys}
     *
     * @param correlation the correlation
     */
    public static Map<String, @Nullable Object> of(ChangeCorrelation correlation) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("drop", correlation.drop().map(ChangeDocument::drop).orElse(null));
        fields.put("candidates", list(correlation.candidates()));
        fields.put("rejected", list(correlation.rejected()));
        return Collections.unmodifiableMap(fields);
    }

    private static Map<String, @Nullable Object> drop(HealthDrop drop) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", drop.at().toString());
        fields.put("before", rounded(drop.before()));
        fields.put("after", rounded(drop.after()));
        fields.put("lost", List.copyOf(drop.lost()));
        return Collections.unmodifiableMap(fields);
    }

    private static List<Map<String, @Nullable Object>> list(List<Candidate> candidates) {
        return candidates.stream().map(ChangeDocument::candidate).toList();
    }

    private static Map<String, @Nullable Object> candidate(Candidate candidate) {
        Change change = candidate.change();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("strength", candidate.strength().label());
        fields.put("score", rounded(candidate.score()));
        fields.put("kind", change.kind().label());
        fields.put("object", change.object());
        fields.put("detail", change.detail());
        fields.put("actor", change.actor().orElse(null));
        fields.put("from", change.when().from().toString());
        fields.put("to", change.when().to().toString());
        fields.put("affected", change.affected().stream().map(Object::toString).toList());
        fields.put("reason", candidate.reason());
        return Collections.unmodifiableMap(fields);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    /**
     * {@return the correlation as lines for people}
     *
     * @param correlation the correlation
     */
    public static String text(ChangeCorrelation correlation) {
        if (correlation.drop().isEmpty()) {
            return "  No drop of healthy targets was measured.\n";
        }
        HealthDrop drop = correlation.drop().get();
        StringBuilder text = new StringBuilder("  Healthy targets dropped at " + drop.at() + " from "
                + percent(drop.before()) + " to " + percent(drop.after()) + "\n");
        if (correlation.candidates().isEmpty()) {
            text.append("  No correlated change; looked at ")
                    .append(correlation.rejected().size())
                    .append('\n');
        }
        correlation.candidates().forEach(candidate -> text.append(line(candidate)));
        return text.toString();
    }

    private static String percent(double part) {
        return Math.round(part * 100) + " %";
    }

    private static String line(Candidate candidate) {
        Change change = candidate.change();
        return "    " + candidate.strength().label() + " " + rounded(candidate.score()) + " " + change.object() + " "
                + change.detail() + change.actor().map(actor -> " by " + actor).orElse("") + " ("
                + change.when() + ")\n";
    }
}
