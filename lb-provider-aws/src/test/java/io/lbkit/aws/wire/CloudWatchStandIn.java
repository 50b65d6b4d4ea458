package io.lbkit.aws.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.lbkit.testkit.wire.Body;
import io.lbkit.testkit.wire.CloudError;
import io.lbkit.testkit.wire.CloudErrorException;
import io.lbkit.testkit.wire.ErrorStyle;
import io.lbkit.testkit.wire.FaultProxy;
import io.lbkit.testkit.wire.Headers;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.RoutedRequest;
import io.lbkit.testkit.wire.StandInServer;
import io.lbkit.testkit.wire.WireRequest;
import io.lbkit.testkit.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A strict stand-in of {@code GetMetricData} in the protocol of the SDK, RPC with CBOR, for the metrics of target groups; and a
 * proxy for faults before it.
 */
final class CloudWatchStandIn implements AutoCloseable {
    static final RequestMatcher READING =
            RequestMatcher.request("POST", "/service/GraniteServiceVersion20100801/operation/GetMetricData");

    private static final CBORMapper CBOR = new CBORMapper();
    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;
    private static final int TAG_TIME = 1;
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");
    private static final Map<String, String> STATISTICS =
            Map.of("HealthyHostCount", "Minimum", "UnHealthyHostCount", "Maximum");

    final FaultProxy proxy;
    private final StandInServer server;
    private final int pointsPerPage;
    private final Map<Measured, SortedMap<Instant, Double>> points = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();

    /** What is measured: a metric of a target group of a load balancer. */
    private record Measured(String metric, String loadBalancer, String targetGroup) {}

    private record Query(String id, Measured measured) {}

    private CloudWatchStandIn(int pointsPerPage) {
        this.pointsPerPage = pointsPerPage;
        this.server = StandInServer.builder()
                .errors(new CborErrors())
                .on(READING, this::answer)
                .start();
        this.proxy = FaultProxy.to(server.uri());
    }

    static CloudWatchStandIn start() {
        return new CloudWatchStandIn(MOST_POINTS);
    }

    static CloudWatchStandIn withPages(int points) {
        return new CloudWatchStandIn(points);
    }

    URI uri() {
        return proxy.uri();
    }

    /** {@return an answer with an error} */
    static WireResponse error(int status, String code, String message) {
        return new CborErrors().write(new CloudError(status, code, message));
    }

    CloudWatchStandIn put(String metric, String loadBalancer, String targetGroup, Instant time, double value) {
        points.computeIfAbsent(new Measured(metric, loadBalancer, targetGroup), key -> new TreeMap<>())
                .put(time, value);
        return this;
    }

    /** Ends the answers about a target group with another status than {@code Complete}. */
    CloudWatchStandIn status(String targetGroup, String status) {
        statuses.put(targetGroup, status);
        return this;
    }

    /** {@return the calls that arrived, as permissions are named} */
    List<String> calls() {
        return server.recording().requests().stream()
                .map(WireRequest::path)
                .map(path -> "cloudwatch:" + path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private WireResponse answer(RoutedRequest routed) {
        JsonNode request = read(routed.request());
        Instant from = time(request.get("StartTime"));
        Instant to = time(request.get("EndTime"));
        require(from.isBefore(to), "StartTime is before EndTime");
        List<Query> queries = queries(request.get("MetricDataQueries"));
        int first = request.has("NextToken")
                ? Integer.parseInt(request.get("NextToken").asText())
                : 0;
        List<Map<String, Object>> results = new ArrayList<>();
        int seen = 0;
        for (Query query : queries) {
            SortedMap<Instant, Double> own = new TreeMap<>(
                    points.getOrDefault(query.measured(), new TreeMap<>()).subMap(from, to));
            List<Instant> times = new ArrayList<>();
            for (Instant time : own.keySet()) {
                if (seen >= first && seen < first + pointsPerPage) {
                    times.add(time);
                }
                seen++;
            }
            boolean isLast = seen <= first + pointsPerPage;
            if (!times.isEmpty() || isLast) {
                results.add(result(query, times, own, isLast));
            }
        }
        return write(results, seen > first + pointsPerPage ? String.valueOf(first + pointsPerPage) : "");
    }

    private Map<String, Object> result(
            Query query, List<Instant> times, SortedMap<Instant, Double> own, boolean isLast) {
        String end = statuses.getOrDefault(query.measured().targetGroup(), "Complete");
        return Map.of(
                "Id",
                query.id(),
                "Timestamps",
                times,
                "Values",
                times.stream().map(own::get).toList(),
                "StatusCode",
                isLast ? end : "PartialData");
    }

    private static List<Query> queries(JsonNode wanted) {
        require(wanted.size() >= 1 && wanted.size() <= MOST_QUERIES, "1 to 500 queries");
        Set<String> ids = new HashSet<>();
        List<Query> queries = new ArrayList<>();
        for (JsonNode query : wanted) {
            String id = query.get("Id").asText();
            require(ID.matcher(id).matches() && ids.add(id), "ids are unique and start with a lower-case letter");
            JsonNode statistic = query.get("MetricStat");
            JsonNode metric = statistic.get("Metric");
            require(metric.get("Namespace").asText().equals("AWS/NetworkELB"), "the namespace is AWS/NetworkELB");
            require(statistic.get("Period").asInt() == 60, "a point a minute");
            String name = metric.get("MetricName").asText();
            require(statistic.get("Stat").asText().equals(STATISTICS.get(name)), "the worst of a minute");
            Map<String, String> dimensions = new HashMap<>();
            metric.get("Dimensions")
                    .forEach(each -> dimensions.put(
                            each.get("Name").asText(), each.get("Value").asText()));
            require(dimensions.keySet().equals(Set.of("LoadBalancer", "TargetGroup")), "the dimensions of a group");
            queries.add(
                    new Query(id, new Measured(name, dimensions.get("LoadBalancer"), dimensions.get("TargetGroup"))));
        }
        return queries;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new CloudErrorException(new CloudError(400, "InvalidParameterValue", rule));
        }
    }

    private static Instant time(JsonNode seconds) {
        return Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1000));
    }

    private static JsonNode read(WireRequest request) {
        require(request.headers().first("smithy-protocol").orElse("").equals("rpc-v2-cbor"), "CBOR is spoken here");
        try {
            return CBOR.readTree(request.body().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireResponse write(List<Map<String, Object>> results, String next) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("MetricDataResults");
            for (Map<String, Object> result : results) {
                out.writeStartObject();
                out.writeStringField("Id", (String) result.get("Id"));
                out.writeStringField("StatusCode", (String) result.get("StatusCode"));
                out.writeArrayFieldStart("Timestamps");
                for (Object time : (List<?>) result.get("Timestamps")) {
                    out.writeTag(TAG_TIME);
                    out.writeNumber((double) ((Instant) time).getEpochSecond());
                }
                out.writeEndArray();
                out.writeArrayFieldStart("Values");
                for (Object value : (List<?>) result.get("Values")) {
                    out.writeNumber((double) value);
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
            if (!next.isEmpty()) {
                out.writeStringField("NextToken", next);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cbor(200, bytes.toByteArray());
    }

    private static WireResponse cbor(int status, byte[] body) {
        return new WireResponse(
                status,
                Headers.of("Content-Type", "application/cbor").with("smithy-protocol", "rpc-v2-cbor"),
                Body.of(body));
    }

    @Override
    public void close() {
        proxy.close();
        server.close();
        if (!server.failures().isEmpty()) {
            throw new AssertionError("faults of the stand-in: " + server.failures());
        }
    }

    /** Errors as RPC with CBOR writes them. */
    private static final class CborErrors implements ErrorStyle {
        @Override
        public WireResponse write(CloudError error) {
            try {
                byte[] body = CBOR.writeValueAsBytes(
                        Map.of("__type", "com.amazonaws.cloudwatch#" + error.code(), "message", error.message()));
                return cbor(error.status(), body)
                        .withHeader("x-amzn-query-error", error.code() + ";Sender")
                        .withHeader("x-amzn-RequestId", "00000000-0000-0000-0000-000000000001");
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public CloudError throttled() {
            return new CloudError(400, "Throttling", "Rate exceeded");
        }

        @Override
        public CloudError unavailable() {
            return new CloudError(503, "ServiceUnavailable", "Try again.");
        }

        @Override
        public CloudError internal(String message) {
            return new CloudError(500, "InternalServiceFault", message);
        }

        @Override
        public CloudError unknownOperation(String message) {
            return new CloudError(404, "UnknownOperationException", message);
        }
    }
}
