package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.finding.Finding;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Diagnoses as one HTML file that needs nothing else: no script, no font, no picture, no network. It has an overview of all
 * Services and, for those that need it most, a section with a picture of the way to the backends, the causes, and every hop. It
 * follows the reader's choice of light or dark, and fits a phone. Whatever stands in the evidence is escaped, and the file forbids
 * scripts and requests by its own policy.
 *
 * <p>Pure: the same diagnoses give the same file.
 */
public final class HtmlReport {
    /** How many Services have a section of their own; the worst come first. */
    public static final int SECTIONS = 200;

    private static final Comparator<Diagnosis> WORST_FIRST = Comparator.comparing(
                    (Diagnosis diagnosis) -> switch (diagnosis.verdict()) {
                        case BROKEN -> 0;
                        case DEGRADED -> 1;
                        case PENDING -> 2;
                        case INCONCLUSIVE -> 3;
                        case DELIVERS -> 4;
                    })
            .thenComparing(Diagnosis::service);

    private final Markup html = new Markup();
    private final ClusterSnapshot cluster;
    private final List<Diagnosis> diagnoses;
    private final Collection<Finding> input;

    private HtmlReport(ClusterSnapshot cluster, Collection<Diagnosis> diagnoses, Collection<Finding> input) {
        this.cluster = cluster;
        this.diagnoses = diagnoses.stream().sorted(WORST_FIRST).toList();
        this.input = input;
    }

    /**
     * {@return the file}
     *
     * @param cluster the cluster that was diagnosed; it tells on which nodes and in which zones backends run
     * @param diagnoses the diagnoses
     * @param input what is to be said of the input as a whole
     */
    public static String of(ClusterSnapshot cluster, Collection<Diagnosis> diagnoses, Collection<Finding> input) {
        HtmlReport report = new HtmlReport(cluster, diagnoses, input);
        report.write();
        return report.html.toString();
    }

    private void write() {
        html.constant("<!DOCTYPE html>\n").open("html", "lang", "en");
        head();
        html.open("body").line();
        html.element("a", "To the results", "class", "skip", "href", "#results");
        Mark.define(html);
        html.open("header").element("h1", "Do requests reach the backends?").element("p", summary(), "class", "faint");
        if (!input.isEmpty()) {
            html.open("p").element("a", aboutInput(), "href", "#input").close();
        }
        html.close().line();
        if (diagnoses.size() > 1) {
            overview();
        }
        html.open("main", "id", "results").line();
        for (int i = 0; i < Math.min(SECTIONS, diagnoses.size()); i++) {
            new ServiceSection(html, diagnoses.get(i), id(i)).write(cluster);
        }
        input();
        html.close().close().close().line();
    }

    private static String id(int number) {
        return "s" + (number + 1);
    }

    private void head() {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", title()).line();
        html.open("style").line().constant(ReportStyle.sheet()).close();
        html.close().line();
    }

    private String title() {
        return diagnoses.size() == 1
                ? diagnoses.get(0).service() + ": " + diagnoses.get(0).verdict().label()
                : "Load balancers: " + summary();
    }

    private String summary() {
        String counts = Arrays.stream(Verdict.values())
                .filter(verdict -> count(verdict) > 0)
                .map(verdict -> count(verdict) + " " + verdict.label())
                .collect(Collectors.joining(", "));
        return diagnoses.isEmpty()
                ? "No Service of type LoadBalancer was read"
                : diagnoses.size() + (diagnoses.size() == 1 ? " Service: " : " Services: ") + counts;
    }

    private String aboutInput() {
        return "The input: " + input.size() + (input.size() == 1 ? " finding" : " findings");
    }

    private long count(Verdict verdict) {
        return diagnoses.stream()
                .filter(diagnosis -> diagnosis.verdict() == verdict)
                .count();
    }

    private void overview() {
        html.open("nav", "aria-label", "Services");
        if (diagnoses.size() > SECTIONS) {
            html.element(
                    "p",
                    "The first " + SECTIONS
                            + " have a section below. Select a Service, or fewer of them, for the others.",
                    "class",
                    "faint");
        }
        html.open("table", "role", "table").open("thead").open("tr", "role", "row");
        for (String column : List.of("Service", "Verdict", "Reached", "First cause")) {
            html.element("th", column, "scope", "col", "role", "columnheader");
        }
        html.close().close().open("tbody").line();
        for (int i = 0; i < diagnoses.size(); i++) {
            row(diagnoses.get(i), i);
        }
        html.close().close().close().line();
    }

    /** The roles stand because a phone lays the rows out otherwise, and would no longer say what they are. */
    private void row(Diagnosis diagnosis, int number) {
        html.open("tr", "role", "row").open("th", "scope", "row", "role", "rowheader");
        if (number < SECTIONS) {
            html.element("a", diagnosis.service().toString(), "href", "#" + id(number));
        } else {
            html.text(diagnosis.service().toString());
        }
        html.close();
        Mark mark = Mark.of(diagnosis.verdict());
        html.open("td", "role", "cell", "class", mark.style());
        mark.inText(html);
        html.text(diagnosis.verdict().label()).close();
        html.element("td", diagnosis.delivering() + "/" + diagnosis.backends(), "role", "cell");
        html.element(
                "td",
                diagnosis.primary().map(finding -> finding.code().text()).orElse(""),
                "role",
                "cell",
                "class",
                "code");
        html.close().line();
    }

    private void input() {
        if (input.isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "input").element("h2", "The input", "id", "input");
        html.open("ul");
        for (Finding finding : input) {
            html.open("li")
                    .text(finding.severity().label() + " ")
                    .element("span", finding.code().text(), "class", "code")
                    .text(" " + finding.about() + ": " + finding.message() + " " + finding.remedy())
                    .close();
        }
        html.close().close().line();
    }
}
