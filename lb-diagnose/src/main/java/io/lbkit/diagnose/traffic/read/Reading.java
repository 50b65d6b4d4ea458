package io.lbkit.diagnose.traffic.read;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what one source holds. Faults of one sort are told once, with their number and the first places. */
final class Reading {
    private static final int SHOWN = 3;

    private final String source;
    private final TrafficEvidence.Builder evidence = TrafficEvidence.builder();
    private final List<Window> complete = new ArrayList<>();
    private final Map<TrafficCode, Faults> faults = new EnumMap<>(TrafficCode.class);
    private boolean empty = true;

    private static final class Faults {
        private final String what;
        private final List<Evidence> first = new ArrayList<>();
        private long count;

        Faults(String what) {
            this.what = what;
        }
    }

    Reading(String source) {
        this.source = source;
    }

    void add(Flow flow) {
        empty = false;
        evidence.addFlow(flow);
    }

    void add(Series series) {
        empty = false;
        evidence.addSeries(series);
    }

    void complete(Window window) {
        complete.add(window);
    }

    /** Notes that something is wrong: {@code count} of {@code what}, seen at a place. */
    void fault(TrafficCode code, long count, String what, String place, String detail) {
        empty = false;
        Faults of = faults.computeIfAbsent(code, key -> new Faults(what));
        of.count = count > Long.MAX_VALUE - of.count ? Long.MAX_VALUE : of.count + count;
        if (of.first.size() < SHOWN) {
            of.first.add(Evidence.of(source, place, detail));
        }
    }

    /** Notes a record that cannot be used. */
    void unusable(String place, InvalidValueException fault) {
        fault(TrafficCode.UNUSABLE_RECORD, 1, "record", place, String.valueOf(fault.getMessage()));
    }

    /** Notes text that cannot be parsed. */
    void broken(String what, String place, InvalidValueException fault) {
        fault(TrafficCode.BROKEN_TEXT, 1, what, place, String.valueOf(fault.getMessage()));
    }

    /** What a source says it saw completely is not complete if a part of it is missing here. */
    TrafficEvidence finish() {
        if (empty) {
            fault(TrafficCode.NOTHING_INSIDE, 1, "file", "text", "empty");
        }
        if (faults.keySet().stream().noneMatch(TrafficCode::leavesGap)) {
            evidence.addAllCompleteWindows(complete);
        }
        faults.forEach((code, of) -> evidence.addFinding(finding(code, of)));
        return evidence.build();
    }

    private Finding finding(TrafficCode code, Faults of) {
        return Finding.builder()
                .code(code.code())
                .severity(code.severity())
                .kind(code.kind())
                .domain(FaultDomain.INPUT)
                .about(source + " " + of.first.get(0).field())
                .message(of.count + " " + of.what + (of.count == 1 ? " " : "s ")
                        + (of.count == 1 ? singular(code.predicate()) : code.predicate()) + ", first: "
                        + of.first.get(0).value() + ".")
                .remedy(code.remedy())
                .evidence(of.first)
                .build();
    }

    private static String singular(String predicate) {
        return predicate
                .replaceFirst("^hold ", "holds ")
                .replaceFirst("^say ", "says ")
                .replaceFirst("^have ", "has ")
                .replaceFirst("^are ", "is ")
                .replaceFirst(" were ", " was ")
                .replaceFirst(" are missing$", " is missing");
    }
}
