package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the report says of one Service. */
final class ServiceSection {
    private final Markup html;
    private final Diagnosis diagnosis;
    private final String id;
    private final List<Lane> lanes;

    ServiceSection(Markup html, Diagnosis diagnosis, String id) {
        this.html = html;
        this.diagnosis = diagnosis;
        this.id = id;
        this.lanes = lanes(diagnosis);
    }

    private static List<Lane> lanes(Diagnosis diagnosis) {
        List<Lane> lanes = new ArrayList<>();
        diagnosis.chains().stream()
                .sorted(Lane.WORST_FIRST)
                .limit(PathPicture.LANES)
                .forEach(chain -> lanes.add(new Lane(lanes.size() + 1, chain)));
        return lanes;
    }

    void write(ClusterSnapshot cluster) {
        html.open("section", "id", id, "aria-labelledby", id + "-name");
        html.element("h2", diagnosis.service().toString(), "id", id + "-name");
        verdict();
        html.open("div", "class", "sides");
        html.open("figure");
        PathPicture.draw(html, cluster, diagnosis, id, lanes);
        html.element("figcaption", "The way to the backends" + cut() + ". Point at a part for its evidence.");
        html.close();
        html.open("div");
        findings();
        missing();
        html.close().close();
        ways();
        html.close().line();
    }

    private void verdict() {
        html.open("p", "class", "verdict");
        sign(Mark.of(diagnosis.verdict()), diagnosis.verdict().label());
        html.element(
                "span",
                ", " + reached(diagnosis) + " (" + diagnosis.confidence().label() + ")",
                "class",
                "faint");
        html.close().line();
        diagnosis
                .discriminators()
                .forEach(each -> html.element("p", each.message()).line());
    }

    private void sign(Mark mark, String word) {
        html.open("span", "class", mark.style());
        mark.inText(html);
        html.text(word).close();
    }

    static String reached(Diagnosis diagnosis) {
        return diagnosis.delivering() + " of " + diagnosis.backends()
                + (diagnosis.backends() == 1 ? " backend" : " backends")
                + (diagnosis.verdict() == Verdict.INCONCLUSIVE ? " known to be reached" : " reached");
    }

    private String cut() {
        int left = diagnosis.chains().size() - lanes.size();
        return left == 0 ? "" : "; " + left + " more are not shown, and none of them is worse";
    }

    private void findings() {
        html.element("h3", diagnosis.findings().isEmpty() ? "No cause was found" : "Causes");
        diagnosis.findings().forEach(finding -> finding(finding));
    }

    private void finding(Finding finding) {
        Mark mark = switch (finding.severity()) {
            case ERROR -> Mark.BAD;
            case WARNING -> Mark.PART;
            case INFO -> Mark.NONE;
        };
        html.open("article", "class", "finding " + mark.style());
        html.open("p", "class", "rank");
        mark.inText(html);
        html.text(finding.severity().label() + " ")
                .element("span", finding.code().text(), "class", "code");
        if (finding.confidence() != Confidence.CONFIRMED) {
            html.text(" (" + finding.confidence().label() + ")");
        }
        html.close();
        html.element("p", finding.message());
        html.open("p", "class", "remedy")
                .element("strong", "Remedy: ")
                .text(finding.remedy())
                .close();
        html.element("p", "Shown by", "class", "faint");
        html.open("ul", "class", "facts");
        if (finding.evidence().isEmpty()) {
            html.element("li", finding.about());
        }
        finding.evidence().forEach(evidence -> html.element("li", evidence.toString()));
        html.close();
        effects(finding);
        html.close().line();
    }

    private void effects(Finding finding) {
        if (finding.effects().isEmpty()) {
            return;
        }
        html.element("p", "What follows from it", "class", "faint");
        html.open("ul");
        for (FindingCode code : finding.effects()) {
            String message = diagnosis.effects().stream()
                    .filter(effect -> effect.code().equals(code))
                    .map(Finding::message)
                    .distinct()
                    .collect(Collectors.joining(" "));
            html.open("li")
                    .element("span", code.text(), "class", "code")
                    .text(" " + message)
                    .close();
        }
        html.close();
    }

    private void missing() {
        boolean settled = diagnosis.verdict() == Verdict.DELIVERS
                || diagnosis.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (diagnosis.missingEvidence().isEmpty()) {
            return;
        }
        html.element("h3", settled ? "What was not read" : "What would help next");
        html.open("ul", "class", "facts");
        diagnosis.missingEvidence().forEach(fact -> html.element("li", fact));
        html.close();
    }

    private void ways() {
        if (lanes.isEmpty()) {
            return;
        }
        html.element("h3", "Hop by hop", "id", id + "-ways");
        lanes.forEach(this::way);
    }

    private void way(Lane lane) {
        boolean isOpen = lane.number() <= 3 && lane.state() != HopState.PASS;
        String anchor = PathPicture.anchor(id, lane);
        if (isOpen) {
            html.open("details", "id", anchor, "open", "");
        } else {
            html.open("details", "id", anchor);
        }
        html.open("summary");
        sign(lane.mark(), lane.outcome());
        html.text(": " + lane.title()).close();
        html.open("ol", "class", "hops");
        Optional<HopResult> first = lane.chain().firstDisagreement();
        lane.chain().hops().forEach(hop -> hop(hop, first.filter(hop::equals).isPresent()));
        html.close().close().line();
    }

    private void hop(HopResult hop, boolean first) {
        Mark mark = Mark.of(hop.state());
        html.open("li", "class", first ? "first" : "hop");
        mark.inText(html);
        html.open("span");
        html.element("span", hop.hop().label(), "class", "hop-name").text(" ");
        html.element(
                "span", hop.state().label() + (first ? ", the first that fails" : ""), "class", "word " + mark.style());
        html.element("span", hop.evidence(), "class", "says");
        html.close().close();
    }
}
