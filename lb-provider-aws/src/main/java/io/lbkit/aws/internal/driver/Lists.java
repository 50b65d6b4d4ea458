package io.lbkit.aws.internal.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts what is asked for into pieces that one call takes. */
final class Lists {
    private Lists() {}

    static <T> List<List<T>> pieces(Collection<T> all, int most) {
        List<T> items = List.copyOf(all);
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < items.size(); from += most) {
            pieces.add(items.subList(from, Math.min(from + most, items.size())));
        }
        return pieces;
    }
}
