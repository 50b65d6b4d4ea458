package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls of the SDK and reports failures as the engine knows them. */
final class Calls {
    private Calls() {}

    /**
     * {@return the answer to a call that reads}
     *
     * @param call the call
     * @throws ProviderException if it failed
     */
    static <T> T read(Supplier<T> call) {
        return made(call, Effect.NONE);
    }

    /**
     * {@return what a reading gives; nothing if what it asks for does not exist}
     *
     * @param reading the reading
     * @throws ProviderException if it failed for another reason
     */
    static <T> Optional<T> ifThere(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes a call that may be made again.
     *
     * @param call the call
     * @throws ProviderException if it failed
     */
    static void change(Supplier<?> call) {
        made(call, Effect.REPEATABLE);
    }

    /**
     * {@return the answer to a call that makes something}
     *
     * @param call the call
     * @throws ProviderException if it failed
     */
    static <T> T create(Supplier<T> call) {
        return made(call, Effect.ONCE);
    }

    /**
     * Makes a call that deletes something; what is gone is deleted.
     *
     * @param call the call
     * @throws ProviderException if it failed
     */
    static void delete(Supplier<?> call) {
        try {
            change(call);
        } catch (ProviderException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static <T> T made(Supplier<T> call, Effect effect) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw AwsErrors.of(e, effect);
        }
    }
}
