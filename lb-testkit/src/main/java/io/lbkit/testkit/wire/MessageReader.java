package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads HTTP/1.1 messages (RFC 9112) from one connection. Not thread-safe. */
final class MessageReader {
    /** The most bytes of a body. */
    static final int LARGEST_BODY = 64 << 20;

    private static final int LARGEST_HEAD = 1 << 20;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,8}");

    private final InputStream in;
    private int headLeft;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** {@return the next head; empty where the peer has closed the connection between two messages} */
    Optional<MessageHead> head() throws IOException {
        headLeft = LARGEST_HEAD;
        Optional<String> start = line();
        while (start.isPresent() && start.get().isEmpty()) {
            start = line();
        }
        return start.isPresent() ? Optional.of(new MessageHead(start.get(), fields())) : Optional.empty();
    }

    /** {@return the body that a request announces} */
    Body requestBody(MessageHead head) throws IOException {
        if (head.isChunked()) {
            return chunkedBody(head);
        }
        Optional<String> length = head.headers().first("Content-Length");
        return length.isPresent() ? sizedBody(length.get()) : Body.empty();
    }

    /** {@return the body of an answer, which may also end with the connection} */
    Body responseBody(MessageHead head) throws IOException {
        if (head.isChunked() || head.headers().first("Content-Length").isPresent()) {
            return requestBody(head);
        }
        byte[] rest = in.readNBytes(LARGEST_BODY + 1);
        checkSize(rest.length);
        return Body.of(rest);
    }

    private Headers fields() throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = fullLine(); !line.isEmpty(); line = fullLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new MalformedMessageException(400, "a header field is 'name: value', not '" + line + "'");
            }
            fields.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        try {
            return Headers.ofFields(fields);
        } catch (InvalidValueException e) {
            throw new MalformedMessageException(400, e.field() + ": " + e.rule());
        }
    }

    private Body sizedBody(String length) throws IOException {
        if (!LENGTH.matcher(length).matches()) {
            throw new MalformedMessageException(400, "Content-Length is '" + length + "': it is a number of bytes");
        }
        int size = checkSize(Long.parseLong(length));
        return Body.of(exactly(size));
    }

    private Body chunkedBody(MessageHead head) throws IOException {
        if (!head.transferEncoding().filter("chunked"::equalsIgnoreCase).isPresent()) {
            throw new MalformedMessageException(
                    501, "Transfer-Encoding is '" + head.transferEncoding().orElse("") + "': only chunked is known");
        }
        if (head.headers().first("Content-Length").isPresent()) {
            throw new MalformedMessageException(400, "a chunked message has no Content-Length");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            checkSize((long) body.size() + size);
            body.write(exactly(size));
            if (!fullLine().isEmpty()) {
                throw new MalformedMessageException(400, "a chunk is longer than it says");
            }
        }
        while (!fullLine().isEmpty()) {
            // trailers say nothing that these servers need
        }
        return Body.of(body.toByteArray());
    }

    private int chunkSize() throws IOException {
        headLeft = LARGEST_HEAD;
        String line = fullLine();
        int extension = line.indexOf(';');
        String size = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (!CHUNK_SIZE.matcher(size).matches()) {
            throw new MalformedMessageException(400, "a chunk starts with its size, not with '" + size + "'");
        }
        return checkSize(Long.parseLong(size, 16));
    }

    private static int checkSize(long size) throws MalformedMessageException {
        if (size > LARGEST_BODY) {
            throw new MalformedMessageException(413, "a body has at most " + LARGEST_BODY + " bytes");
        }
        return (int) size;
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + size + " bytes of a body");
        }
        return bytes;
    }

    private String fullLine() throws IOException {
        return line().orElseThrow(() -> new EOFException("the connection ended within a message"));
    }

    /** {@return the next line without its end; empty at the end of the stream} */
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && line.size() == 0) {
                return Optional.empty();
            } else if (b < 0) {
                throw new EOFException("the connection ended within a line");
            }
            if (headLeft-- == 0) {
                throw new MalformedMessageException(431, "a head has at most " + LARGEST_HEAD + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
