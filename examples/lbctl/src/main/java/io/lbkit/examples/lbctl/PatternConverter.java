package io.lbkit.examples.lbctl;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code NAMESPACE[/NAME]}. */
final class PatternConverter implements ITypeConverter<Selection.Pattern> {
    @Override
    public Selection.Pattern convert(String text) {
        String[] parts = text.split("/", -1);
        boolean isComplete = !parts[0].isEmpty() && (parts.length == 1 || !parts[1].isEmpty());
        if (parts.length > 2 || !isComplete) {
            throw new TypeConversionException("'" + text + "' is not of the form NAMESPACE or NAMESPACE/NAME");
        }
        return new Selection.Pattern(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }
}
