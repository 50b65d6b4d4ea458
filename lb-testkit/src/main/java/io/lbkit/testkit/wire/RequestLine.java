package io.lbkit.testkit.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a request.
 *
 * @param method the method
 * @param target path and query; the scheme and host that a client of a forward proxy puts before them are dropped
 */
record RequestLine(String method, String target) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (?:(?i:https?)://[^/?#\\s]*)?(\\S*) HTTP/1\\.[01]");

    static RequestLine parse(String line) throws MalformedMessageException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedMessageException(
                    400, "a request starts with 'METHOD /path HTTP/1.1', not with '" + line + "'");
        }
        String target = matcher.group(2);
        boolean noPath = target.isEmpty() || target.startsWith("?");
        return new RequestLine(matcher.group(1), noPath ? "/" + target : target);
    }
}
