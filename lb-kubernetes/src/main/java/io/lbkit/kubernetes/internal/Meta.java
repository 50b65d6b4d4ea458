package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata of an object. */
final class Meta {
    private static final String TIME = "Write the time as the API server does, or leave the field out.";

    private final ObjectMeta meta;

    private Meta(ObjectMeta meta) {
        this.meta = meta;
    }

    static Meta of(HasMetadata object) {
        return new Meta(object.getMetadata() == null ? new ObjectMeta() : object.getMetadata());
    }

    /** What findings about the object are about. */
    static Subject subject(ObjectType type, HasMetadata object) {
        Meta meta = of(object);
        return Subject.of(type, meta.namespace(), meta.name());
    }

    String namespace() {
        return Values.text(meta.getNamespace()).orElse(Subject.DEFAULT_NAMESPACE);
    }

    String name() {
        return Values.orEmpty(meta.getName());
    }

    ObjectKey key() {
        return ObjectKey.of(namespace(), name());
    }

    Optional<String> uid() {
        return Values.text(meta.getUid());
    }

    long generation() {
        return meta.getGeneration() == null ? 0 : meta.getGeneration();
    }

    Map<String, String> labels() {
        return Values.map(meta.getLabels());
    }

    Map<String, String> annotations() {
        return Values.map(meta.getAnnotations());
    }

    List<String> finalizers() {
        return Values.texts(meta.getFinalizers());
    }

    List<OwnerReference> owners() {
        return Values.items(meta.getOwnerReferences(), OwnerReference::new);
    }

    /** The owner that controls it, as {@code Kind/name}. */
    Optional<String> controller() {
        return owners().stream()
                .filter(owner -> Values.isTrue(owner.getController()))
                .map(owner -> owner.getKind() + "/" + owner.getName())
                .findFirst();
    }

    Optional<Instant> created(Faults faults) {
        return faults.orLeaveOut(TIME, () -> Values.time("metadata.creationTimestamp", meta.getCreationTimestamp()))
                .flatMap(time -> time);
    }

    /** A wish to delete that cannot be read must not be taken for none. */
    Optional<Instant> deletionRequested(Faults faults) {
        return faults.check(() -> Values.time("metadata.deletionTimestamp", meta.getDeletionTimestamp()))
                .flatMap(time -> time);
    }
}
