package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of {@code hubble observe -o json} and of Hubble's exporter, one a line: {@code {"flow": ...}} with the node and
 * the time of the observer, or the flow alone. Hubble keeps the last flows of a node and may sample, so it never says that it saw
 * everything.
 */
final class HubbleReader {
    /** What the clocks of a flow and of its observer may differ by. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private static final Set<String> UNREACHED = Set.of("NODE_UNAVAILABLE", "NODE_GONE", "NODE_ERROR", "2", "3", "4");

    private final Reading reading;

    HubbleReader(Reading reading) {
        this.reading = reading;
    }

    void message(@Nullable Object message, String place) {
        if (!(message instanceof Map<?, ?> map)) {
            reading.fault(TrafficCode.UNUSABLE_RECORD, 1, "record", place, "it is no JSON object");
            return;
        }
        try {
            message(Fields.of(map), place);
        } catch (InvalidValueException e) {
            reading.unusable(place, e);
        }
    }

    private void message(Fields message, String place) {
        if (message.has("flow")) {
            flow(message, message.child("flow"), place);
            compareClocks(message, place);
        } else if (message.has("lost_events")) {
            Fields lost = message.child("lost_events");
            long count = Math.max(1, lost.whole("num_events_lost").orElse(1));
            reading.fault(
                    TrafficCode.LOST_EVENTS,
                    count,
                    "event",
                    place,
                    lost.text("source").orElse("lost_events"));
        } else if (message.has("node_status")) {
            status(message.child("node_status"), place);
        } else if (message.has("verdict") || message.has("IP")) {
            flow(message, message, place);
        } else {
            reading.fault(
                    TrafficCode.NO_REQUEST,
                    1,
                    "record",
                    place,
                    String.valueOf(message.map().keySet()));
        }
    }

    private void flow(Fields message, Fields flow, String place) {
        HubbleFlow.read(message, flow)
                .ifPresentOrElse(reading::add, () -> reading.fault(TrafficCode.NO_REQUEST, 1, "record", place, "ICMP"));
    }

    private void compareClocks(Fields message, String place) {
        Optional<Instant> observed = message.time("time");
        message.child("flow")
                .time("time")
                .filter(seen -> observed.filter(
                                time -> Duration.between(seen, time).abs().compareTo(TOLERANCE) > 0)
                        .isPresent())
                .ifPresent(seen -> reading.fault(
                        TrafficCode.CLOCKS_DISAGREE,
                        1,
                        "record",
                        place,
                        "the flow is of " + seen + ", its observer says " + observed.orElseThrow()));
    }

    private void status(Fields status, String place) {
        String state = status.text("state_change").orElse("");
        List<?> nodes = status.list("node_names");
        if (UNREACHED.contains(state)) {
            reading.fault(TrafficCode.NODES_MISSING, Math.max(1, nodes.size()), "node", place, state + " " + nodes);
        }
    }
}
