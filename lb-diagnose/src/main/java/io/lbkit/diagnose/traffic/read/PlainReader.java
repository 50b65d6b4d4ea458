package io.lbkit.diagnose.traffic.read;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Documents of the schema {@code lbkit.traffic/v1}. A record that cannot be used is told and left out. */
final class PlainReader {
    static final String SCHEMA = "lbkit.traffic/v1";

    private static final Set<String> DOCUMENT = Set.of("schema", "completeWindows", "flows", "series");
    private static final Set<String> FLOW = Set.of(
            "time",
            "client",
            "server",
            "protocol",
            "verdict",
            "dropReason",
            "httpStatus",
            "dnsCode",
            "latencySeconds",
            "probe",
            "node");
    private static final Set<String> PEER = Set.of("address", "port", "pod", "service", "workload", "place");
    private static final Set<String> SERIES = Set.of("metric", "subject", "peer", "points");

    private final Reading reading;

    PlainReader(Reading reading) {
        this.reading = reading;
    }

    void document(Map<?, ?> document) {
        Fields fields = Fields.of(document);
        unknown(document, DOCUMENT, "document");
        each(fields, "completeWindows", this::window);
        each(fields, "flows", this::flow);
        each(fields, "series", this::series);
    }

    private void each(Fields fields, String name, Consumer<Fields> read) {
        List<?> items;
        try {
            items = fields.list(name);
        } catch (InvalidValueException e) {
            reading.unusable(name, e);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            record(items.get(i), name + "[" + i + "]", read);
        }
    }

    void record(@Nullable Object item, String place, Consumer<Fields> read) {
        try {
            if (!(item instanceof Map<?, ?> map)) {
                throw InvalidValueException.of(place, String.valueOf(item), "it is a map of fields");
            }
            read.accept(Fields.of(map));
        } catch (InvalidValueException e) {
            reading.unusable(place, e);
        }
    }

    private void unknown(Map<?, ?> map, Set<String> known, String of) {
        map.keySet().stream()
                .map(String::valueOf)
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> reading.fault(TrafficCode.UNKNOWN_FIELD, 1, "field", of, "'" + name + "'"));
    }

    private void window(Fields window) {
        reading.complete(new Window(window.neededTime("from"), window.neededTime("to")));
    }

    void flow(Fields flow) {
        unknown(flow.map(), FLOW, "flow");
        reading.add(Flow.builder()
                .time(flow.neededTime("time"))
                .client(peer(flow.child("client")))
                .server(peer(flow.child("server")))
                .protocol(flow.text("protocol").map(text -> one(Protocol.values(), Protocol::name, "protocol", text)))
                .verdict(one(FlowVerdict.values(), FlowVerdict::label, "verdict", flow.needed("verdict")))
                .dropReason(flow.text("dropReason"))
                .httpStatus(flow.integer("httpStatus"))
                .dnsCode(flow.integer("dnsCode"))
                .latency(flow.seconds("latencySeconds"))
                .probe(flow.flag("probe").orElse(false))
                .node(flow.text("node"))
                .build());
    }

    private FlowPeer peer(Fields peer) {
        unknown(peer.map(), PEER, peer.path());
        FlowPeer.Builder made = FlowPeer.builder()
                .address(peer.address("address"))
                .port(peer.integer("port"))
                .pod(peer.key("pod"))
                .service(peer.key("service").map(key -> ServiceKey.of(key.namespace(), key.name())))
                .workload(peer.text("workload"));
        peer.text("place")
                .map(text -> one(FlowPeer.Place.values(), FlowPeer.Place::label, peer.path() + ".place", text))
                .ifPresent(made::place);
        try {
            return made.build();
        } catch (InvalidValueException e) {
            throw e.within(peer.path());
        }
    }

    private static <T> T one(T[] values, Function<T, String> label, String field, String text) {
        Optional<T> found = Arrays.stream(values)
                .filter(value -> label.apply(value).toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
        return found.orElseThrow(() -> InvalidValueException.of(
                field, text, "it is one of " + Arrays.stream(values).map(label).collect(Collectors.joining(", "))));
    }

    private void series(Fields fields) {
        unknown(fields.map(), SERIES, "series");
        Series.Builder series = named(fields);
        fields.children("points").forEach(point -> point(series, point));
        reading.add(series.build());
    }

    private static Series.Builder named(Fields fields) {
        return Series.builder()
                .metric(Metric.parse(fields.needed("metric")))
                .subject(fields.needed("subject"))
                .peer(fields.text("peer"));
    }

    private static void point(Series.Builder series, Fields point) {
        double value = point.number("value")
                .orElseThrow(() -> InvalidValueException.of(point.path() + ".value", "", "it is needed"))
                .doubleValue();
        series.at(point.neededTime("time"), value);
    }

    /** One row of a table of measurements. */
    void measurement(Fields row) {
        Series.Builder series = named(row);
        point(series, row);
        reading.add(series.build());
    }
}
