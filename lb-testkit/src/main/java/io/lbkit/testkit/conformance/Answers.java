package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells how calls failed, whether as a result or as an exception. */
final class Answers {
    private Answers() {}

    static Optional<ErrorKind> failure(Supplier<BatchResult> call) {
        List<ChangeResult> results;
        try {
            results = call.get().results();
        } catch (ProviderException error) {
            return Optional.of(error.kind());
        }
        for (ChangeResult result : results) {
            if (result instanceof ChangeResult.Failed failed) {
                return Optional.of(failed.error().kind());
            }
        }
        return Optional.empty();
    }

    static void requireFailure(String what, ErrorKind kind, Supplier<BatchResult> call) {
        assertThat(failure(call)).as(what + " fails").contains(kind);
    }

    static void requireSuccess(String what, Supplier<BatchResult> call) {
        assertThat(failure(call)).as(what + ": failure").isEmpty();
    }
}
