package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.Reading;
import io.lbkit.kubernetes.internal.yaml.RepeatedKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong with one object. Reading goes on behind a fault, so that its author sees all of them at once. */
public final class Faults {
    private final Subject subject;
    private final Origin origin;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private boolean fatal;

    /** Nothing is wrong yet. */
    public Faults(Subject subject, Origin origin) {
        this.subject = subject;
        this.origin = origin;
    }

    /** A key that stands twice. */
    public void repeatedKey(RepeatedKey key) {
        add(
                InputCode.REPEATED_KEY,
                key.path(),
                "again in line " + key.line(),
                key.path() + " stands twice, in lines " + key.firstLine() + " and " + key.line()
                        + "; the API server refuses that",
                "Keep one of the two.");
    }

    /** A value of the wrong type; what it would have said is lost, and its absence is no further fault. */
    public void wrongType(String field, String value, String rule, String remedy) {
        add(InputCode.WRONG_TYPE, field, value, field + " is '" + value + "': " + rule, remedy);
        lost.add(field);
    }

    /** A value that a rule of the API forbids. */
    public void broken(InvalidValueException e) {
        broken(e, Remedies.of(e));
    }

    /** A value that a rule of the API forbids. */
    public void broken(InvalidValueException e, String remedy) {
        add(InputCode.BROKEN_RULE, e.field(), e.value(), String.valueOf(e.getMessage()), remedy);
    }

    /** A value that is left out although the object is used. */
    public void leftOut(InvalidValueException e, String remedy) {
        add(InputCode.VALUE_LEFT_OUT, e.field(), e.value(), e.getMessage() + "; it is left out", remedy);
    }

    /** Something worth knowing. */
    public void note(InputCode code, String field, String value, String message, String remedy) {
        add(code, field, value, message, remedy);
    }

    private void add(InputCode code, String field, String value, String message, String remedy) {
        if (lost.stream().anyMatch(field::startsWith)) {
            return;
        }
        fatal |= code.isFatal();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.of(subject.toString(), field, value));
        evidence.addAll(origin.place(field));
        findings.add(code.finding()
                .service(subject.service().map(Object::toString))
                .about(subject.about(field))
                .message(message + ".")
                .remedy(remedy)
                .evidence(evidence)
                .build());
    }

    /** A part of the object, or nothing if a rule forbids it. */
    <T> Optional<T> check(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidValueException e) {
            broken(e);
            return Optional.empty();
        }
    }

    /** A part of the object under a field, or nothing if a rule forbids it. */
    <T> Optional<T> check(String field, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidValueException e) {
            broken(e.within(field));
            return Optional.empty();
        }
    }

    /** A part of the object that it can do without. */
    <T> Optional<T> orLeaveOut(String remedy, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidValueException e) {
            leftOut(e, remedy);
            return Optional.empty();
        }
    }

    /** The outcome: the whole object, unless some part of it broke a rule or the whole does. */
    <T> Reading<T> finish(Supplier<T> whole) {
        Optional<T> value = fatal ? Optional.empty() : check(whole);
        return value.<Reading<T>>map(read -> new Reading.Read<>(read, findings)).orElseGet(this::refuse);
    }

    /** The outcome if nothing more can be read; there is at least one fault. */
    public <T> Reading<T> refuse() {
        return new Reading.Refused<>(new Unreadable(subject.type(), subject.name(), subject.service(), findings));
    }
}
