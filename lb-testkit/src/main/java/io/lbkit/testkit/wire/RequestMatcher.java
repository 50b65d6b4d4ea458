package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which requests are meant: those that meet all conditions. Serves as the address of a handler, of a fault, and as a filter of
 * what was recorded. Immutable; the methods return a narrower copy.
 */
public final class RequestMatcher {
    private static final RequestMatcher ANY = new RequestMatcher(List.of());

    private final List<Condition> conditions;

    /** One thing that must hold, and what a path says about its variables. */
    private record Condition(String label, Requirement requirement) {}

    @FunctionalInterface
    private interface Requirement {
        /** {@return the variables, if the request meets it} */
        Optional<Map<String, String>> check(WireRequest request);
    }

    private RequestMatcher(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /** {@return every request} */
    public static RequestMatcher any() {
        return ANY;
    }

    /**
     * {@return requests by method and path}
     *
     * @param method the {@linkplain WireRequest#effectiveMethod effective} method
     * @param path see {@link #path}
     * @throws InvalidValueException if the path does not start with a slash
     */
    public static RequestMatcher request(String method, String path) {
        return ANY.method(method).path(path);
    }

    /**
     * {@return requests by action}
     *
     * @param action see {@link WireRequest#action}; {@code *} stands for any text
     */
    public static RequestMatcher action(String action) {
        Pattern glob = Pattern.compile("\\Q" + action.replace("*", "\\E.*\\Q") + "\\E");
        return ANY.that(
                "action " + action,
                request -> request.action()
                        .filter(name -> glob.matcher(name).matches())
                        .isPresent());
    }

    /**
     * {@return those with a method}
     *
     * @param method the {@linkplain WireRequest#effectiveMethod effective} method, in any case
     */
    public RequestMatcher method(String method) {
        String wanted = method.toUpperCase(Locale.ROOT);
        return that(wanted, request -> request.effectiveMethod().equals(wanted));
    }

    /**
     * {@return those with a path}
     *
     * @param pattern an encoded path, without the query, where {@code {name}} stands for a part without a slash, and a last
     *     {@code /**} for any rest, for example {@code /projects/{project}/rules/**}
     * @throws InvalidValueException if it does not start with a slash
     */
    public RequestMatcher path(String pattern) {
        PathPattern compiled = PathPattern.of(pattern);
        return and(pattern, request -> compiled.match(request.path()));
    }

    /**
     * {@return those with a path, where case does not matter, as it does not in Azure}
     *
     * @param pattern see {@link #path}
     * @throws InvalidValueException if it does not start with a slash
     */
    public RequestMatcher pathIgnoringCase(String pattern) {
        PathPattern compiled = PathPattern.ignoringCase(pattern);
        return and(pattern, request -> compiled.match(request.path()));
    }

    /**
     * {@return those with a header}
     *
     * @param name in any case
     * @param value the whole value of one of its fields
     */
    public RequestMatcher header(String name, String value) {
        return that(
                "header " + name + ": " + Secrets.shown(name, value),
                request -> request.headers().all(name).contains(value));
    }

    /**
     * {@return those with a parameter in the query or the form}
     *
     * @param name as it is written, with case
     * @param value the whole value, not encoded
     */
    public RequestMatcher parameter(String name, String value) {
        return that(
                "parameter " + name + "=" + Secrets.shown(name, value),
                request -> request.parameter(name).filter(value::equals).isPresent());
    }

    /**
     * {@return those whose {@linkplain WireRequest#bodyText decoded body} contains a text}
     *
     * @param text the text
     */
    public RequestMatcher bodyContaining(String text) {
        return that(
                "body containing '" + text + "'", request -> request.bodyText().contains(text));
    }

    /**
     * {@return those that meet a condition}
     *
     * @param label what messages call the condition
     * @param condition a pure function
     */
    public RequestMatcher that(String label, Predicate<WireRequest> condition) {
        return and(label, request -> condition.test(request) ? Optional.of(Map.of()) : Optional.empty());
    }

    private RequestMatcher and(String label, Requirement requirement) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(label, requirement));
        return new RequestMatcher(List.copyOf(more));
    }

    /**
     * {@return whether a request meets all conditions}
     *
     * @param request the request
     */
    public boolean matches(WireRequest request) {
        return conditions.stream()
                .allMatch(condition -> condition.requirement().check(request).isPresent());
    }

    /** {@return the request with the variables of the path, if it meets all conditions} */
    Optional<RoutedRequest> route(WireRequest request) {
        return matches(request) ? Optional.of(new RoutedRequest(request, variables(request))) : Optional.empty();
    }

    private Map<String, String> variables(WireRequest request) {
        return conditions.stream()
                .flatMap(condition -> condition.requirement().check(request).stream())
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(Map.of());
    }

    /** {@return the conditions as text, for example {@code GET /rules/{rule}}} */
    @Override
    public String toString() {
        return conditions.isEmpty()
                ? "any request"
                : String.join(" ", conditions.stream().map(Condition::label).toList());
    }
}
