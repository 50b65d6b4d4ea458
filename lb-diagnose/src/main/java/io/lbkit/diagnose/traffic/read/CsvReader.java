package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.finding.InvalidValueException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables of flows and of measurements: the columns are the fields of the JSON form in snake case. */
final class CsvReader {
    private static final String VERDICT = "verdict";
    private static final String METRIC = "metric";
    private static final Set<String> MEASUREMENT = Set.of("time", METRIC, "subject", "peer", "value");
    private static final Map<String, String> FLOW = Map.of(
            "time",
            "time",
            "protocol",
            "protocol",
            VERDICT,
            VERDICT,
            "drop_reason",
            "dropReason",
            "http_status",
            "httpStatus",
            "dns_code",
            "dnsCode",
            "latency_seconds",
            "latencySeconds",
            "probe",
            "probe",
            "node",
            "node");
    private static final Set<String> PEER = Set.of("address", "port", "pod", "service", "workload", "place");

    private final Reading reading;
    private final PlainReader plain;

    CsvReader(Reading reading) {
        this.reading = reading;
        this.plain = new PlainReader(reading);
    }

    /** Whether the first line names the columns of a table. */
    static boolean isTable(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return CsvLines.of(first, (line, fault) -> {}).stream()
                .anyMatch(row -> row.cells().contains(VERDICT) || row.cells().contains(METRIC));
    }

    void read(String text) {
        List<CsvLines.Row> rows = CsvLines.of(text, (line, fault) -> reading.broken("record", "line " + line, fault));
        if (rows.isEmpty()) {
            return;
        }
        List<String> header = rows.get(0).cells();
        boolean measurements = header.contains(METRIC);
        if (!measurements && !header.contains(VERDICT)) {
            reading.fault(
                    TrafficCode.NOTHING_INSIDE, 1, "text", "line 1", "neither a column verdict nor a column metric");
            return;
        }
        header.stream()
                .filter(column -> measurements ? !MEASUREMENT.contains(column) : !isOfFlow(column))
                .forEach(column -> reading.fault(TrafficCode.UNKNOWN_FIELD, 1, "column", "line 1", "'" + column + "'"));
        rows.subList(1, rows.size()).forEach(row -> row(header, row, measurements));
    }

    private static boolean isOfFlow(String column) {
        return FLOW.containsKey(column) || peerField(column).isPresent();
    }

    /** The field of a client or a server that a column is for. */
    private static Optional<String> peerField(String column) {
        boolean ofPeer = column.startsWith("client_") || column.startsWith("server_");
        return Optional.of(column)
                .filter(name -> ofPeer)
                .map(name -> name.substring("client_".length()))
                .filter(PEER::contains);
    }

    private void row(List<String> header, CsvLines.Row row, boolean measurement) {
        String place = "line " + row.line();
        try {
            if (row.cells().size() != header.size()) {
                throw InvalidValueException.of(
                        place, row.cells().size() + " cells", "the header has " + header.size() + " columns");
            }
            if (measurement) {
                Map<String, String> cells = new HashMap<>();
                MEASUREMENT.stream()
                        .filter(header::contains)
                        .forEach(name -> cells.put(name, row.cells().get(header.indexOf(name))));
                plain.measurement(Fields.of(cells));
            } else {
                plain.flow(Fields.of(flow(header, row.cells())));
            }
        } catch (InvalidValueException e) {
            reading.unusable(place, e);
        }
    }

    private static Map<String, Object> flow(List<String> header, List<String> cells) {
        Map<String, Object> flow = new LinkedHashMap<>();
        Map<String, String> client = new HashMap<>();
        Map<String, String> server = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            Optional<String> field = peerField(column);
            if (field.isPresent()) {
                (column.startsWith("client_") ? client : server).put(field.get(), cells.get(i));
            } else if (FLOW.containsKey(column)) {
                flow.put(FLOW.getOrDefault(column, column), cells.get(i));
            }
        }
        flow.put("client", client);
        flow.put("server", server);
        return flow;
    }
}
