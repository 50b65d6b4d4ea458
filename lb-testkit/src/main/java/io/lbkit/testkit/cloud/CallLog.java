package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remembers calls. Thread-safe. */
final class CallLog {
    private final VirtualClock clock;
    private final List<Call> calls = new ArrayList<>();
    private long count;

    CallLog(VirtualClock clock) {
        this.clock = clock;
    }

    synchronized void add(
            Operation operation, Optional<ResourceId> resource, String detail, Optional<ErrorKind> failure) {
        count++;
        calls.add(new Call(count, clock.instant(), operation, resource, detail, failure));
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized void clear() {
        calls.clear();
    }

    static String detail(Change change) {
        if (change instanceof Change.Update update) {
            return update.attributes().stream().map(AttributeChange::attribute).collect(Collectors.joining(","));
        } else if (change instanceof Change.AddMembers add) {
            return "+" + add.members().size();
        } else if (change instanceof Change.RemoveMembers remove) {
            return "-" + remove.members().size();
        }
        return "";
    }
}
