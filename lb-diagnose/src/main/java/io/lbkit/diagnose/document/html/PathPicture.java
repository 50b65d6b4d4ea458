package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.evidence.EvidenceIndex;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The way of requests as a picture, from the clients at the top to the backends in their zones and nodes. It is as wide as a
 * phone and grows downwards. Each part that can be pointed at is a link to its evidence, which also shows while it is pointed at
 * or has the focus. No script is needed.
 */
final class PathPicture {
    /** How many ways a picture shows. */
    static final int LANES = 24;

    /** How many texts a picture has at most: one a way, and that of the load balancer. */
    static final int TIPS = LANES + 1;

    static final int WIDTH = 360;

    private static final int TRUNK = LaneRows.TRUNK;
    private static final int LETTERS = 44;
    private static final int BALANCER = 84;
    private static final int BOX = 40;

    private final Drawing drawing = new Drawing();
    private final Tips tips = new Tips();
    private final Diagnosis diagnosis;
    private final Optional<Service> service;
    private final String section;

    private PathPicture(Diagnosis diagnosis, Optional<Service> service, String section) {
        this.diagnosis = diagnosis;
        this.service = service;
        this.section = section;
    }

    /** Draws the picture of a section, which has the text about each way at the anchor that {@link #anchor} names. */
    static void draw(Markup into, ClusterSnapshot cluster, Diagnosis diagnosis, String section, List<Lane> lanes) {
        PathPicture picture = new PathPicture(diagnosis, cluster.service(diagnosis.service()), section);
        picture.front();
        int bottom = lanes.isEmpty() ? picture.nobody() : picture.backends(places(cluster, diagnosis, lanes));
        into.open(
                        "svg",
                        "class",
                        "path",
                        "viewBox",
                        "0 0 " + WIDTH + " " + bottom,
                        "role",
                        "group",
                        "aria-label",
                        "The way to " + diagnosis.service() + ": "
                                + diagnosis.verdict().label())
                .append(picture.drawing.html())
                .append(picture.tips.html())
                .close()
                .line();
    }

    static String anchor(String section, Lane lane) {
        return section + "-way-" + lane.number();
    }

    private static SortedMap<Places.Place, List<Lane>> places(
            ClusterSnapshot cluster, Diagnosis diagnosis, List<Lane> lanes) {
        Places where = Places.of(cluster, diagnosis.service());
        return lanes.stream()
                .limit(LANES)
                .collect(Collectors.groupingBy(
                        lane -> where.of(lane.chain()), TreeMap::new, Collectors.toUnmodifiableList()));
    }

    /** The clients, the load balancer, and whether the one finds the other. */
    private void front() {
        HopState state = provisioned();
        Mark mark = Mark.of(state);
        boolean lookedAt = !diagnosis.chains().isEmpty();
        String said = lookedAt ? Hop.PROVISIONED.label() + ": " + word(state) : "not looked at";
        String evidence = diagnosis.chains().stream()
                .filter(chain -> chain.state(Hop.PROVISIONED) == state)
                .map(chain -> chain.at(Hop.PROVISIONED).evidence())
                .findFirst()
                .orElse("No backend is known, so that no way was looked at.");
        end("Clients", ports(), 4);
        int tip = tips.add("load balancer, " + said, evidence, BALANCER + BOX + 3);
        drawing.html()
                .open(
                        "a",
                        "class",
                        "hot h" + tip,
                        "href",
                        "#" + section + "-ways",
                        "aria-label",
                        "load balancer, " + said + ". " + evidence);
        drawing.line("M" + TRUNK + " 44V" + BALANCER, "way " + mark.style());
        end("Load balancer", addresses(), BALANCER);
        drawing.mark(mark, TRUNK, 64);
        drawing.label(TRUNK + 16, 68, said, "outcome " + mark.style());
        drawing.html().close().line();
    }

    private void end(String name, String detail, int top) {
        drawing.box(8, top, WIDTH - 16, BOX, "end");
        drawing.label(20, top + 17, name, "name");
        drawing.label(20, top + 32, Lines.shorten(detail, LETTERS), "detail");
    }

    private HopState provisioned() {
        List<HopState> states = diagnosis.chains().stream()
                .map(chain -> chain.state(Hop.PROVISIONED))
                .toList();
        if (states.contains(HopState.FAIL)) {
            return HopState.FAIL;
        }
        return !states.isEmpty() && states.stream().allMatch(HopState.PASS::equals) ? HopState.PASS : HopState.UNKNOWN;
    }

    private static String word(HopState state) {
        return switch (state) {
            case PASS -> "holds";
            case FAIL -> "fails";
            case UNKNOWN -> "not known";
            case NOT_APPLICABLE -> "no such hop";
        };
    }

    private String ports() {
        String ports = service.map(Service::ports).orElse(List.of()).stream()
                .map((ServicePort port) -> port.protocol() + " " + port.port())
                .distinct()
                .collect(Collectors.joining(", "));
        return ports.isEmpty() ? "no port" : "to " + ports;
    }

    private String addresses() {
        String addresses = service.map(Service::ingress).orElse(List.of()).stream()
                .map(EvidenceIndex::address)
                .collect(Collectors.joining(", "));
        return addresses.isEmpty() ? "no address" : addresses;
    }

    private int nobody() {
        boolean sure = diagnosis.verdict() == Verdict.BROKEN;
        Mark mark = sure ? Mark.BAD : Mark.OPEN;
        int top = BALANCER + BOX + 20;
        int middle = top + BOX / 2;
        drawing.line("M" + TRUNK + " " + (BALANCER + BOX) + "V" + middle + "H66", "way " + mark.style());
        drawing.box(66, top, WIDTH - 16 - 66, BOX, "backend " + mark.style());
        drawing.mark(mark, 66, middle);
        drawing.label(84, top + 17, "no backend", "name");
        drawing.label(
                84,
                top + 32,
                sure ? "nobody is there to answer" : "who is there is not known",
                "outcome " + mark.style());
        return top + BOX + 8;
    }

    private int backends(SortedMap<Places.Place, List<Lane>> places) {
        LaneRows rows = new LaneRows(tips, section, BALANCER + BOX + 8);
        rows.draw(places);
        drawing.html().append(rows.frames());
        drawing.line("M" + TRUNK + " " + (BALANCER + BOX) + "V" + rows.lastLane(), "trunk");
        drawing.html().append(rows.rows());
        return rows.bottom();
    }
}
