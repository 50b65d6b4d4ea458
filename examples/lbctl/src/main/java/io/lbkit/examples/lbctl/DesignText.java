package io.lbkit.examples.lbctl;

import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.document.BackendsText;
import io.lbkit.reconcile.document.FindingText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.spi.Design;
import java.util.List;

/** Designs as text for people. */
final class DesignText {
    private DesignText() {}

    static String of(Designs designs, TextStyle style) {
        StringBuilder text = new StringBuilder();
        designs.all().forEach(design -> append(text, design, style));
        text.append(FindingText.of(designs.findings(), style));
        return text.toString();
    }

    private static void append(StringBuilder text, Design design, TextStyle style) {
        text.append(strong(design.service().toString(), style))
                .append(": ")
                .append(design.outcome().label())
                .append('\n');
        for (Resource resource : ResourceGraph.of(design.resources()).inDependencyOrder()) {
            append(text, resource);
        }
        design.backends().ifPresent(backends -> text.append(BackendsText.of(List.of(backends), style)));
        text.append(FindingText.of(design.findings(), style)).append('\n');
    }

    private static void append(StringBuilder text, Resource resource) {
        text.append("  ").append(resource.id()).append('\n');
        for (Attribute<?> attribute : resource.kind().attributes()) {
            SpecValue value = resource.spec().get(attribute.name());
            if (value != null && !(value instanceof SpecValue.Absent)) {
                text.append("      ")
                        .append(attribute.name())
                        .append(" = ")
                        .append(value instanceof SpecValue.Ref ref ? ref.target() : value)
                        .append('\n');
            }
        }
    }

    private static String strong(String text, TextStyle style) {
        return style == TextStyle.PLAIN ? text : "\u001B[1m" + text + "\u001B[0m";
    }
}
