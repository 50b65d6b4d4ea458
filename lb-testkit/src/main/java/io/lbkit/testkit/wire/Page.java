package io.lbkit.testkit.wire;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param items what is on the page
 * @param next the token that asks for the next page; absent on the last one
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /**
     * Copies the items.
     *
     * @param items what is on the page
     * @param next the token that asks for the next page; absent on the last one
     */
    public Page {
        items = List.copyOf(items);
    }
}
