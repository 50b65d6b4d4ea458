package io.lbkit.kubernetes.internal.yaml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes into characters: UTF-8, or what a byte order mark says, which some shells write. */
public final class TextDecoding {
    private static final int LONGEST_MARK = 3;

    private TextDecoding() {}

    /** Characters of a stream; bytes that are no text become {@link DocumentSplitter#NOT_TEXT}. */
    public static Reader decode(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, LONGEST_MARK);
        byte[] head = in.readNBytes(LONGEST_MARK);
        Charset charset = charset(head);
        int mark = markLength(head, charset);
        in.unread(head, mark, head.length - mark);
        return new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(DocumentSplitter.NOT_TEXT))));
    }

    private static Charset charset(byte[] head) {
        if (starts(head, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        return starts(head, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private static int markLength(byte[] head, Charset charset) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return 2;
        }
        return starts(head, 0xEF, 0xBB, 0xBF) ? LONGEST_MARK : 0;
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
