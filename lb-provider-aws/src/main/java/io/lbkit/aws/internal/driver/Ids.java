package io.lbkit.aws.internal.driver;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;

/**
 * The cloud ids of the objects that a batch is about.
 *
 * @param batch the batch
 */
record Ids(ChangeBatch batch) {
    /** {@return the cloud id of an object that exists} */
    String of(Resource observed) {
        return observed.cloudId().orElseGet(() -> of(observed.id()));
    }

    /** {@return the cloud id of an object} */
    String of(ResourceId id) {
        return batch.cloudId(id)
                .orElseThrow(
                        () -> new ProviderException(ErrorKind.NOT_FOUND, id + " has no id in AWS: it does not exist")
                                .about(id));
    }

    /** {@return the cloud id that a value names or refers to} */
    String of(SpecValue value) {
        if (value instanceof SpecValue.Ref ref) {
            return of(ref.target());
        } else if (value instanceof SpecValue.Text text) {
            return text.value();
        }
        throw new ProviderException(ErrorKind.INVALID, value + " names no object of AWS");
    }
}
