package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts listings into pages, by the parameters of requests. Tokens are opaque and good for the listing that gave them only: the
 * same operation, path and other parameters. A token counts items, so a listing that shrinks between two pages may skip some, as
 * it may in a real cloud.
 *
 * @param sizeParameter the parameter in which a client asks for a size, for example {@code maxResults}
 * @param tokenParameter the parameter in which it sends a token, for example {@code pageToken}
 * @param largest the most items on a page, whatever the client asks for; 1 or more
 */
public record Pagination(String sizeParameter, String tokenParameter, int largest) {
    /**
     * Checks the size.
     *
     * @param sizeParameter the parameter in which a client asks for a size, for example {@code maxResults}
     * @param tokenParameter the parameter in which it sends a token, for example {@code pageToken}
     * @param largest the most items on a page, whatever the client asks for; 1 or more
     * @throws InvalidValueException if a page could hold nothing
     */
    public Pagination {
        if (largest < 1) {
            throw InvalidValueException.of("largest", largest, "a page holds at least one item");
        }
    }

    /**
     * {@return the page that a request asks for}
     *
     * @param request a request with or without size and token
     * @param items the whole listing, in a stable order
     * @param <T> what is listed
     * @throws CloudErrorException if the size is no positive number, or the token is not of this listing
     */
    public <T> Page<T> page(WireRequest request, List<T> items) {
        String listing = Integer.toHexString(listing(request).hashCode());
        int from = request.parameter(tokenParameter)
                .map(token -> offset(token, listing))
                .orElse(0);
        int start = Math.min(from, items.size());
        int end = (int) Math.min((long) start + size(request), items.size());
        return new Page<>(
                items.subList(start, end), end == items.size() ? Optional.empty() : Optional.of(token(end, listing)));
    }

    private int size(WireRequest request) {
        Optional<String> asked = request.parameter(sizeParameter);
        if (asked.isEmpty()) {
            return largest;
        }
        if (!asked.get().matches("[1-9][0-9]{0,8}")) {
            throw refusal(sizeParameter, asked.get(), "a size is a positive number");
        }
        return Math.min(Integer.parseInt(asked.get()), largest);
    }

    private String listing(WireRequest request) {
        Set<String> paging = Set.of(sizeParameter, tokenParameter);
        return request.effectiveMethod() + " " + request.path() + "?"
                + request.query().without(paging).encoded() + " "
                + request.form().without(paging).encoded();
    }

    private static String token(int offset, String listing) {
        byte[] text = (listing + "/" + offset).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    private int offset(String token, String listing) {
        if (token.matches("[\\w-]+")) {
            String text = decoded(token);
            String offset = text.startsWith(listing + "/") ? text.substring(listing.length() + 1) : "";
            if (offset.matches("[0-9]{1,9}")) {
                return Integer.parseInt(offset);
            }
        }
        throw refusal(tokenParameter, token, "the token was not given for this listing");
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static CloudErrorException refusal(String parameter, String value, String rule) {
        return new CloudErrorException(
                new CloudError(400, "InvalidParameterValue", parameter + " is '" + value + "': " + rule));
    }
}
