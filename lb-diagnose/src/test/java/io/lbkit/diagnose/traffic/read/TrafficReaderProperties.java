package io.lbkit.diagnose.traffic.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lbkit.diagnose.change.HealthDrop;
import io.lbkit.diagnose.fixture.Json;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Text that is cut off, mixed with other text, or odd in one field: it costs what is damaged, and nothing else. */
class TrafficReaderProperties {
    private static final String HUBBLE = "{\"flow\":{\"time\":\"2026-03-01T12:00:%02dZ\",\"verdict\":\"FORWARDED\","
            + "\"IP\":{\"source\":\"198.51.100.7\",\"destination\":\"10.244.0.1\"},"
            + "\"l4\":{\"TCP\":{\"source_port\":40000,\"destination_port\":8080}},"
            + "\"destination\":{\"namespace\":\"shop\",\"pod_name\":\"web-1\"},\"is_reply\":false}}";
    private static final String HEADER = "time,client_address,server_pod,server_port,verdict,drop_reason";
    private static final String ROW = "2026-03-01T12:00:%02dZ,198.51.100.7,shop/web-1,8080,dropped,POLICY_DENIED";
    private static final String PLAIN = """
            {"schema":"lbkit.traffic/v1",
             "completeWindows":[{"from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:10:00Z"}],
             "flows":[{"time":"2026-03-01T12:00:00Z","client":{"address":"198.51.100.7","place":"outside"},
               "server":{"pod":"shop/web-1","service":"shop/web","port":8080},"protocol":"tcp","verdict":"answered",
               "httpStatus":200,"latencySeconds":0.25,"probe":false,"node":"node-1"}],
             "series":[{"metric":"healthy-targets","subject":"Service/shop/web","peer":"node-1",
               "points":[{"time":"2026-03-01T12:00:00Z","value":3},{"time":"2026-03-01T12:01:00Z","value":3},
                 {"time":"2026-03-01T12:02:00Z","value":3},{"time":"2026-03-01T12:03:00Z","value":1},
                 {"time":"2026-03-01T12:04:00Z","value":1}]}]}
            """;

    /** A line of a text, and what became of it. */
    record Line(Damage damage, int where) {
        /** What may happen to a line. */
        enum Damage {
            NONE,
            NO_END,
            NO_BEGINNING,
            OTHER_TEXT
        }

        boolean isWhole() {
            return damage == Damage.NONE;
        }

        String of(String whole) {
            int cut = 1 + where % (whole.length() - 2);
            return switch (damage) {
                case NONE -> whole;
                case NO_END -> whole.substring(0, cut);
                case NO_BEGINNING -> whole.substring(cut);
                case OTHER_TEXT -> "level=warning msg=" + where;
            };
        }
    }

    private static TrafficEvidence read(String text) {
        return TrafficReader.of(Json::parse).read("flows", text);
    }

    private static List<Integer> seconds(TrafficEvidence evidence) {
        return evidence.flows().stream()
                .map(Flow::time)
                .map(time -> (int) (time.getEpochSecond() % 60))
                .toList();
    }

    private static List<Integer> whole(List<Line> lines) {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).isWhole())
                .boxed()
                .toList();
    }

    @Property(tries = 300)
    @Label("of Hubble's lines every whole one counts, wherever the damaged ones are")
    void hubbleLines(@ForAll("lines") List<Line> lines) {
        String text = IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i).of(String.format(HUBBLE, i)))
                .collect(Collectors.joining("\n"));

        TrafficEvidence evidence = read(text);

        assertThat(seconds(evidence)).isEqualTo(whole(lines));
        assertThat(evidence.findings().isEmpty()).isEqualTo(lines.stream().allMatch(Line::isWhole) && !lines.isEmpty());
    }

    @Property(tries = 300)
    @Label("of the rows of a table every whole one counts, and a damaged one is told")
    void rows(@ForAll("lines") List<Line> lines, @ForAll("ends") String end) {
        List<String> text = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < lines.size(); i++) {
            // Without its end a last cell is still a cell, and without its beginning a time may still be one.
            String damaged = lines.get(i).of(String.format(ROW, i));
            text.add(lines.get(i).isWhole() ? damaged : damaged.replace(",", ";"));
        }

        TrafficEvidence evidence = read(String.join(end, text));

        assertThat(seconds(evidence)).isEqualTo(whole(lines));
        assertThat(evidence.findings().isEmpty()).isEqualTo(lines.stream().allMatch(Line::isWhole) && !lines.isEmpty());
    }

    @Property(tries = 200)
    @Label("a quote that nobody closes costs its row alone")
    void openQuote(@ForAll @IntRange(max = 9) int odd, @ForAll @IntRange(min = 1, max = 10) int rows) {
        List<String> text = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < rows; i++) {
            text.add(String.format(ROW, i).replace("POLICY_DENIED", i == odd ? "\"POLICY" : "POLICY_DENIED"));
        }

        TrafficEvidence evidence = read(String.join("\n", text));

        assertThat(seconds(evidence))
                .isEqualTo(
                        IntStream.range(0, rows).filter(i -> i != odd).boxed().toList());
        assertThat(evidence.findings().isEmpty()).isEqualTo(odd >= rows);
    }

    @Property(tries = 300)
    @Label("a document that is cut off is never taken for complete")
    void cutDocument(@ForAll @IntRange(max = 2_000) int length) {
        String whole = PLAIN.strip();
        TrafficEvidence evidence = read(whole.substring(0, Math.min(length, whole.length())));

        assertThat(evidence.completeWindows().isEmpty()).isEqualTo(length < whole.length());
        assertThat(evidence.findings().isEmpty()).isEqualTo(length >= whole.length());
    }

    @Property(tries = 1000)
    @Label("an odd value is no exception, neither when it is read nor when it is used")
    void oddValue(@ForAll @IntRange(max = 25) int place, @ForAll("odd") String value) {
        List<String> values = List.of(PLAIN.split("(?<=:)(?=[\"0-9tf])", -1));
        int at = 1 + place % (values.size() - 1);
        String mended = values.get(at).replaceFirst("^(\"[^\"]*\"|[0-9.]+|false)", "\u0000");
        List<String> changed = new ArrayList<>(values);
        changed.set(at, mended.replace("\u0000", value));

        TrafficEvidence evidence = read(String.join("", changed));

        assertThatCode(() -> HealthDrop.first(TrafficIndex.of(evidence), "Service/shop/web", Duration.ofSeconds(30)))
                .doesNotThrowAnyException();
        boolean unusable = evidence.flows().isEmpty() || evidence.series().isEmpty();
        assertThat(unusable && evidence.findings().isEmpty()).isFalse();
        assertThat(unusable && !evidence.completeWindows().isEmpty()).isFalse();
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        Arbitrary<Line.Damage> damages = Arbitraries.frequency(
                Tuple.of(5, Line.Damage.NONE),
                Tuple.of(1, Line.Damage.NO_END),
                Tuple.of(1, Line.Damage.NO_BEGINNING),
                Tuple.of(1, Line.Damage.OTHER_TEXT));
        return Combinators.combine(damages, Arbitraries.integers().between(0, 10_000))
                .as(Line::new)
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n");
    }

    @Provide
    Arbitrary<String> odd() {
        return Arbitraries.of(
                "null",
                "\"\"",
                "[]",
                "{}",
                "true",
                "-1",
                "0",
                "1e400",
                "1e-400",
                "9223372036854775808",
                "\"x\"",
                "\"0001-01-01T00:00:00Z\"",
                "\"-1000000000-01-01T00:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"a/b/c\"");
    }
}
