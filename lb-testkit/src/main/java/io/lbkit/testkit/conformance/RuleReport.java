package io.lbkit.testkit.conformance;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Turns a failure into one that names the rule, what was done, and how to do it again. */
final class RuleReport implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        Optional<Rule> rule = context.getTestMethod().map(method -> method.getAnnotation(Rule.class));
        if (failure instanceof TestAbortedException || rule.isEmpty()) {
            throw failure;
        }
        throw new ContractViolation(message(rule.get(), context, failure), failure);
    }

    private static String message(Rule rule, ExtensionContext context, Throwable failure) {
        return "%s is broken.%nFound: %s%nDone before: %s%nTo see it again, run %s of %s."
                .formatted(
                        RuleNames.of(rule),
                        failure instanceof AssertionError ? String.valueOf(failure.getMessage()) : failure.toString(),
                        history(context),
                        context.getTestMethod().map(Method::getName).orElse(""),
                        section(context)
                                .map(section -> section.contract.getClass().getName())
                                .orElse(""));
    }

    private static Optional<Section> section(ExtensionContext context) {
        return context.getTestInstance().filter(Section.class::isInstance).map(Section.class::cast);
    }

    private static String history(ExtensionContext context) {
        return section(context)
                .map(section -> section.history().stream()
                        .map(line -> System.lineSeparator() + "  " + line)
                        .collect(Collectors.joining()))
                .orElse("nothing");
    }
}
