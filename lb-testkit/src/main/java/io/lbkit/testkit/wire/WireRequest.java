package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request as it came over the wire. Immutable.
 *
 * @param method the method as it was sent; see {@link #effectiveMethod}
 * @param target the encoded path with the query, for example {@code /v1/rules?maxResults=2}
 * @param headers the header fields
 * @param body the body as it was sent, without transfer coding; see {@link #bodyText} for the decoded one
 */
public record WireRequest(String method, String target, Headers headers, Body body) {
    private static final Pattern METHOD = Pattern.compile("[A-Za-z-]+");
    private static final Pattern TARGET = Pattern.compile("/[^\\s#]*");
    private static final Pattern READING = Pattern.compile("(Describe|List|Get).*");

    /**
     * Checks the parts.
     *
     * @param method the method as it was sent; see {@link #effectiveMethod}
     * @param target the encoded path with the query, for example {@code /v1/rules?maxResults=2}
     * @param headers the header fields
     * @param body the body as it was sent, without transfer coding; see {@link #bodyText} for the decoded one
     * @throws InvalidValueException if HTTP has no such method or target
     */
    public WireRequest {
        if (!METHOD.matcher(method).matches()) {
            throw InvalidValueException.of("method", method, "a method is a word such as GET");
        }
        if (!TARGET.matcher(target).matches()) {
            throw InvalidValueException.of("target", target, "a target is an encoded path that starts with a slash");
        }
    }

    /**
     * {@return a request without headers and body}
     *
     * @param method for example {@code GET}
     * @param target the encoded path with the query
     * @throws InvalidValueException if HTTP has no such method or target
     */
    public static WireRequest of(String method, String target) {
        return new WireRequest(method, target, Headers.none(), Body.empty());
    }

    /** {@return the method that is meant: that of {@code X-HTTP-Method-Override}, where a POST names one, else the one sent} */
    public String effectiveMethod() {
        return headers.first("X-HTTP-Method-Override")
                .filter(override -> method.equalsIgnoreCase("POST"))
                .orElse(method)
                .toUpperCase(Locale.ROOT);
    }

    /** {@return the encoded path, without the query} */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** {@return the parameters of the query} */
    public Parameters query() {
        int query = target.indexOf('?');
        return query < 0 ? Parameters.none() : Parameters.parse(target.substring(query + 1));
    }

    /** {@return the parameters of the body, none if it is no form} */
    public Parameters form() {
        return isForm() ? Parameters.parse(bodyText()) : Parameters.none();
    }

    /**
     * {@return the value of a parameter of the query, else of the form}
     *
     * @param name as it is written, with case
     */
    public Optional<String> parameter(String name) {
        return query().first(name).or(() -> form().first(name));
    }

    /**
     * {@return the operation that is named in the request rather than by its path: the parameter {@code Action} of the query
     * protocol of AWS, or the last part of the header {@code X-Amz-Target} of its JSON protocol}
     */
    public Optional<String> action() {
        return parameter("Action")
                .or(() -> headers.first("X-Amz-Target").map(name -> name.substring(name.lastIndexOf('.') + 1)));
    }

    /** {@return whether it reads: the method is GET or HEAD, or the action starts with Describe, List or Get} */
    public boolean reads() {
        return action().map(name -> READING.matcher(name).matches())
                .orElseGet(() -> Set.of("GET", "HEAD").contains(effectiveMethod()));
    }

    /** {@return the body as text; the content coding gzip is undone; what claims to be gzip and is not stays as it is} */
    public String bodyText() {
        return ContentCoding.text(headers, body);
    }

    /**
     * {@return this request with another body; a content coding is dropped with the old one}
     *
     * @param changed the body
     */
    public WireRequest withBody(Body changed) {
        return new WireRequest(method, target, headers.without(Set.of("Content-Encoding")), changed);
    }

    /**
     * {@return this request with a parameter set: in the form if it has one and the query has no such parameter, else in the
     * query}
     *
     * @param name the name
     * @param value the value, not encoded
     */
    public WireRequest withParameter(String name, String value) {
        if (isForm() && query().first(name).isEmpty()) {
            return withBody(Body.of(form().with(name, value).encoded()));
        }
        return new WireRequest(method, path() + "?" + query().with(name, value).encoded(), headers, body);
    }

    private boolean isForm() {
        return headers.first("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    /** {@return method, target and action; no secrets, no headers and no body} */
    @Override
    public String toString() {
        Parameters query = query();
        return effectiveMethod() + " " + path() + (query.entries().isEmpty() ? "" : "?" + query)
                + action().map(name -> " (" + name + ")").orElse("");
    }
}
