package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.chain.HopState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of a picture that shows the backends: frames of zones, in them frames of nodes, in them a row for each way. */
final class LaneRows {
    static final int TRUNK = 20;

    private static final int ZONE = 34;
    private static final int NODE = 66;
    private static final int BACKEND = 112;
    private static final int RIGHT = PathPicture.WIDTH - 8;
    private static final int HEAD = 22;
    private static final int BOX = 38;
    private static final int GAP = 8;
    private static final int LETTERS = 27;

    private final Drawing frames = new Drawing();
    private final Drawing rows = new Drawing();
    private final Tips tips;
    private final String section;
    private int y;
    private int lastLane;

    LaneRows(Tips tips, String section, int top) {
        this.tips = tips;
        this.section = section;
        this.y = top;
    }

    void draw(SortedMap<Places.Place, List<Lane>> places) {
        Map<String, SortedMap<Places.Place, List<Lane>>> zones = new LinkedHashMap<>();
        places.forEach((place, lanes) ->
                zones.computeIfAbsent(place.zone(), zone -> new TreeMap<>()).put(place, lanes));
        zones.forEach(this::zone);
    }

    /** What lies behind the rows. */
    Markup frames() {
        return frames.html();
    }

    Markup rows() {
        return rows.html();
    }

    int bottom() {
        return y;
    }

    int lastLane() {
        return lastLane;
    }

    private void zone(String zone, SortedMap<Places.Place, List<Lane>> nodes) {
        int top = y + GAP;
        y = top + HEAD;
        Drawing inner = new Drawing();
        nodes.forEach((place, lanes) -> node(place.node(), lanes, inner));
        frames.box(ZONE, top, RIGHT - ZONE, y - top, "zone");
        frames.label(ZONE + 10, top + 16, zone, "frame-name");
        frames.html().append(inner.html());
    }

    private void node(String node, List<Lane> lanes, Drawing frame) {
        int top = y;
        y += HEAD;
        lanes.forEach(this::lane);
        frame.box(NODE, top, RIGHT - GAP - NODE, y - top, "node");
        frame.label(NODE + 10, top + 16, Lines.shorten(node, LETTERS + 8), "frame-name");
        y += GAP;
    }

    private void lane(Lane lane) {
        int middle = y + BOX / 2;
        String mark = lane.mark().style();
        int tip = tips.add(lane.title() + ": " + lane.outcome(), lane.evidence(), y + BOX + 3);
        rows.html()
                .open(
                        "a",
                        "class",
                        "hot h" + tip,
                        "href",
                        "#" + PathPicture.anchor(section, lane),
                        "aria-label",
                        lane.title() + ": " + lane.outcome() + ". " + lane.evidence());
        way(lane, middle);
        rows.box(BACKEND, y, RIGHT - 16 - BACKEND, BOX, "backend " + mark);
        rows.label(BACKEND + 14, y + 16, Lines.shorten(name(lane), LETTERS), "name");
        rows.label(
                BACKEND + 14,
                y + 31,
                Lines.shorten(lane.chain().port() + ": " + lane.outcome(), LETTERS + 3),
                "outcome " + mark);
        rows.mark(lane.mark(), position(lane), middle);
        rows.html().close().line();
        lastLane = middle;
        y += BOX + GAP;
    }

    /** The namespace is that of the Service, and stands above. */
    private static String name(Lane lane) {
        String name = lane.chain().name();
        String shown = name.substring(name.indexOf('/') + 1);
        return switch (lane.chain().subject()) {
            case POD -> shown;
            case ENDPOINT, NODE, TARGET -> lane.chain().subject().label() + " " + shown;
        };
    }

    /** Up to the hop that decides the way is one line, behind it another. */
    private void way(Lane lane, int middle) {
        int cut = position(lane);
        String before = lane.state() == HopState.PASS ? Mark.GOOD.style() : Mark.NONE.style();
        rows.line("M" + TRUNK + " " + middle + "H" + cut, "way " + before);
        rows.line("M" + cut + " " + middle + "H" + BACKEND, "way " + lane.mark().style());
    }

    private static int position(Lane lane) {
        return lane.stretch()
                .map(stretch -> switch (stretch) {
                    case FRONT, TO_NODE -> (ZONE + NODE) / 2;
                    case NODE -> NODE;
                    case TO_BACKEND -> (NODE + BACKEND) / 2;
                    case BACKEND -> BACKEND;
                })
                .orElse(BACKEND);
    }
}
