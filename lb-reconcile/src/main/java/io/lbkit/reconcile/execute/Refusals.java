package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What to do about a document that was refused as a whole for the sake of something in it. Halves of it are written again,
 * and halves of what is refused of them, so that the one thing at fault keeps nothing else from being done.
 */
final class Refusals {
    /** Errors that are about what is written, not about who writes, when, or how fast. */
    private static final Set<ErrorKind> OF_CONTENT = Set.of(ErrorKind.INVALID, ErrorKind.IN_USE, ErrorKind.QUOTA);

    private Refusals() {}

    /** {@return whether nothing of a batch was done, because of something in it} */
    static boolean isOfContent(BatchResult result) {
        return result.results().stream().allMatch(ChangeResult.Failed.class::isInstance)
                && result.results().stream()
                        .anyMatch(of -> OF_CONTENT.contains(
                                ((ChangeResult.Failed) of).error().kind()));
    }

    /**
     * Halves of some steps of one document, in the order of the plan; one if they cannot be divided. What goes so that
     * something else can come goes in the same write as that.
     */
    static List<List<Work>> halves(Collection<Work> refused) {
        List<List<Work>> pieces = pieces(refused);
        int middle = pieces.size() / 2;
        List<List<Work>> halves = new ArrayList<>();
        for (List<List<Work>> half : List.of(pieces.subList(0, middle), pieces.subList(middle, pieces.size()))) {
            if (!half.isEmpty()) {
                halves.add(half.stream().flatMap(List::stream).toList());
            }
        }
        return halves;
    }

    private static List<List<Work>> pieces(Collection<Work> refused) {
        Map<String, Work> byId = new HashMap<>();
        refused.forEach(work -> byId.put(work.step.id(), work));
        Map<Work, Work> leaders = new HashMap<>();
        refused.forEach(work -> leaders.put(work, work));
        for (Work work : refused) {
            for (String before : cleared(work, byId)) {
                leaders.put(leader(leaders, work), leader(leaders, Objects.requireNonNull(byId.get(before))));
            }
        }
        Map<Work, List<Work>> pieces = new LinkedHashMap<>();
        refused.forEach(work -> pieces.computeIfAbsent(leader(leaders, work), first -> new ArrayList<>())
                .add(work));
        return List.copyOf(pieces.values());
    }

    /** The deletions that make room for a step which deletes nothing. */
    private static Set<String> cleared(Work work, Map<String, Work> byId) {
        Set<String> cleared = new HashSet<>();
        if (!(work.step.change() instanceof Change.Delete)) {
            for (String id : work.step.after()) {
                Work before = byId.get(id);
                if (before != null && before.step.change() instanceof Change.Delete) {
                    cleared.add(id);
                }
            }
        }
        return cleared;
    }

    private static Work leader(Map<Work, Work> leaders, Work work) {
        Work leader = work;
        while (Objects.requireNonNull(leaders.get(leader)) != leader) {
            leader = Objects.requireNonNull(leaders.get(leader));
        }
        return leader;
    }
}
