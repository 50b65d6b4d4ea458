package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.EventSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.InvalidValueException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events of both APIs, which show the same stored objects under different names. */
public final class EventReading {
    private static final String WARNING = "Warning";
    private static final String REMEDY = "Read the event again from the cluster.";

    private final Faults faults;
    private final ClusterEvent.Builder event = ClusterEvent.builder();

    private EventReading(Faults faults) {
        this.faults = faults;
    }

    /** Reads a live object of {@code v1}. */
    public static Reading<ClusterEvent> read(io.fabric8.kubernetes.api.model.Event object) {
        return read(object, live(object));
    }

    /** Reads a live object of {@code events.k8s.io/v1}. */
    public static Reading<ClusterEvent> read(io.fabric8.kubernetes.api.model.events.v1.Event object) {
        return read(object, live(object));
    }

    private static Faults live(HasMetadata object) {
        return new Faults(Meta.subject(ObjectType.EVENT, object), Origin.LIVE);
    }

    static Reading<ClusterEvent> read(io.fabric8.kubernetes.api.model.Event in, Faults faults) {
        EventReading reading = new EventReading(faults);
        reading.readWords(in, in.getType(), in.getReason(), in.getMessage());
        reading.readSubject("involvedObject", in.getInvolvedObject());
        reading.readReporter(in.getReportingComponent(), in.getSource());
        boolean series = in.getSeries() != null;
        reading.readCount(in.getCount(), series ? in.getSeries().getCount() : null);
        reading.readTimes(
                in.getFirstTimestamp(),
                in.getLastTimestamp(),
                in.getEventTime(),
                series ? in.getSeries().getLastObservedTime() : null);
        return faults.finish(reading.event::build);
    }

    static Reading<ClusterEvent> read(io.fabric8.kubernetes.api.model.events.v1.Event in, Faults faults) {
        EventReading reading = new EventReading(faults);
        reading.readWords(in, in.getType(), in.getReason(), in.getNote());
        reading.readSubject("regarding", in.getRegarding());
        reading.readReporter(in.getReportingController(), in.getDeprecatedSource());
        boolean series = in.getSeries() != null;
        reading.readCount(in.getDeprecatedCount(), series ? in.getSeries().getCount() : null);
        reading.readTimes(
                in.getDeprecatedFirstTimestamp(),
                in.getDeprecatedLastTimestamp(),
                in.getEventTime(),
                series ? in.getSeries().getLastObservedTime() : null);
        return faults.finish(reading.event::build);
    }

    private void readWords(HasMetadata in, @Nullable String type, @Nullable String reason, @Nullable String message) {
        faults.check(Meta.of(in)::key).ifPresent(event::key);
        event.warning(WARNING.equals(type));
        event.reason(Values.orEmpty(reason));
        event.message(Values.orEmpty(message));
    }

    private void readSubject(String field, @Nullable ObjectReference about) {
        ObjectReference object = about == null ? new ObjectReference() : about;
        String kind = Values.orEmpty(object.getKind());
        String name = Values.orEmpty(object.getName());
        if (kind.isEmpty() || name.isEmpty()) {
            faults.broken(InvalidValueException.of(field, kind + name, "an event names the object it is about"));
        }
        String namespace =
                Values.text(object.getNamespace()).map(text -> text + "/").orElse("");
        event.regarding(kind + "/" + namespace + name);
        event.regardingUid(Values.text(object.getUid()));
    }

    private void readReporter(@Nullable String component, @Nullable EventSource source) {
        String old = source == null ? "" : Values.orEmpty(source.getComponent());
        event.reporter(Values.text(component).orElse(old));
    }

    private void readCount(@Nullable Integer single, @Nullable Integer series) {
        event.count(Math.max(1, Math.max(Values.orZero(single), Values.orZero(series))));
    }

    private void readTimes(
            @Nullable String first, @Nullable String last, @Nullable MicroTime time, @Nullable MicroTime observed) {
        Optional<Instant> once = time("eventTime", micro(time));
        event.firstSeen(time("firstTimestamp", first).or(() -> once));
        event.lastSeen(Stream.of(time("series.lastObservedTime", micro(observed)), time("lastTimestamp", last), once)
                .flatMap(Optional::stream)
                .findFirst());
    }

    private Optional<Instant> time(String field, @Nullable String text) {
        return faults.orLeaveOut(REMEDY, () -> Values.time(field, text)).flatMap(present -> present);
    }

    private static @Nullable String micro(@Nullable MicroTime time) {
        return time == null ? null : time.getTime();
    }
}
