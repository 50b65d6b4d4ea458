package io.lbkit.testkit.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Bodies as text: undoes gzip, which clients use without being asked, and the charset. */
final class ContentCoding {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=\"?([\\w.:+-]+)");

    private ContentCoding() {}

    static String text(Headers headers, Body body) {
        boolean zipped = headers.first("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        byte[] bytes = zipped && body.size() > 0 ? unzipped(body) : body.bytes();
        return new String(bytes, charset(headers.first("Content-Type")));
    }

    private static byte[] unzipped(Body body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.bytes()))) {
            return in.readNBytes(MessageReader.LARGEST_BODY);
        } catch (IOException notZipped) {
            // Recorded requests are read in messages and filters, which must not fail for one bad body.
            return body.bytes();
        }
    }

    private static Charset charset(Optional<String> contentType) {
        return contentType
                .map(CHARSET::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
    }
}
