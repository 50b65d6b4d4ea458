package io.lbkit.kubernetes.internal.yaml;

import java.io.IOException;
import java.io.Reader;

/**
 * Cuts a stream of characters into documents without keeping any of them. A line that starts with {@code ---} or
 * {@code ...} is a marker wherever it stands, so the cut needs no parser and works behind a document that has none.
 *
 * <p>JSON objects that simply follow each other are documents too: within flow style a line cannot start with an opening
 * brace after a closing one.
 */
public final class DocumentSplitter {
    /** Stands for bytes that are no text; not a character (Unicode 23.7), so no text holds it. */
    public static final char NOT_TEXT = '\uFFFF';

    private static final int MARKER = 4;

    private final Reader in;
    private final char[] ahead = new char[MARKER];
    private int aheadCount;
    private boolean inEnded;

    private int line = 1;
    private int startLine = 1;
    private boolean atLineStart = true;
    private boolean carriageReturn;
    private boolean inDocument;
    private boolean documentEnded = true;
    private boolean onlyComments = true;
    private boolean inCommentLine;
    private boolean blankSoFar = true;
    private char firstSolid;
    private char lastSolid;

    /** Characters as they come; NUL and {@link #NOT_TEXT} end the document they stand in. */
    public DocumentSplitter(Reader in) {
        this.in = in;
    }

    /** Goes to the start of the next document, behind whatever is left of this one; false at the end. */
    public boolean next() throws IOException {
        while (!documentEnded) {
            step();
        }
        fill(1);
        if (aheadCount == 0) {
            return false;
        }
        startLine = line;
        inDocument = false;
        documentEnded = false;
        onlyComments = true;
        firstSolid = 0;
        lastSolid = 0;
        return true;
    }

    /** The line that the document starts at, from 1. */
    public int startLine() {
        return startLine;
    }

    /** The document as a stream that ends where the document does. */
    public Reader document() {
        return new DocumentReader();
    }

    /** One character of the document, or -1 at its end. */
    private int step() throws IOException {
        if (documentEnded) {
            return -1;
        }
        fill(1);
        if (aheadCount == 0 || (atLineStart && startsAnother())) {
            documentEnded = true;
            return -1;
        }
        boolean directive = atLineStart && onlyComments && ahead[0] == '%';
        if (directive) {
            skipToLineEnd();
        }
        if (aheadCount == 0) {
            documentEnded = true;
            return -1;
        }
        return took(take());
    }

    /** Whether this line belongs to the next document; the line of an end marker is passed over. */
    private boolean startsAnother() throws IOException {
        if (marker('-')) {
            return inDocument;
        }
        if (marker('.')) {
            skipToLineEnd();
            if (aheadCount > 0) {
                took(take());
                dropLineFeed();
            }
            return true;
        }
        return ahead[0] == '{' && firstSolid == '{' && lastSolid == '}';
    }

    private boolean marker(char mark) throws IOException {
        if (ahead[0] != mark) {
            return false;
        }
        fill(MARKER);
        boolean three = aheadCount >= 3 && ahead[1] == mark && ahead[2] == mark;
        return three && (aheadCount == 3 || ahead[3] <= ' ');
    }

    private void dropLineFeed() throws IOException {
        fill(1);
        if (carriageReturn && aheadCount > 0 && ahead[0] == '\n') {
            took(take());
        }
    }

    private void skipToLineEnd() throws IOException {
        fill(1);
        while (aheadCount > 0 && ahead[0] != '\n' && ahead[0] != '\r') {
            take();
            fill(1);
        }
    }

    private char took(char c) {
        inDocument = true;
        boolean lineFeedOfPair = carriageReturn && c == '\n';
        boolean lineEnd = c == '\n' || c == '\r';
        if (lineEnd && !lineFeedOfPair) {
            line++;
        }
        carriageReturn = c == '\r';
        noteSolid(c);
        atLineStart = lineEnd;
        return c;
    }

    private void noteSolid(char c) {
        if (atLineStart) {
            blankSoFar = true;
            inCommentLine = false;
        }
        if (c > ' ') {
            inCommentLine |= blankSoFar && c == '#';
            blankSoFar = false;
            onlyComments &= inCommentLine;
            firstSolid = firstSolid == 0 ? c : firstSolid;
            lastSolid = c;
        }
    }

    private char take() {
        char c = ahead[0];
        System.arraycopy(ahead, 1, ahead, 0, --aheadCount);
        return c;
    }

    private void fill(int count) throws IOException {
        while (aheadCount < count && !inEnded) {
            int c = in.read();
            if (c < 0) {
                inEnded = true;
            } else {
                ahead[aheadCount++] = (char) c;
            }
        }
    }

    /** Characters of one document; fails at what is no text, so that only what comes behind it is lost. */
    private final class DocumentReader extends Reader {
        private boolean failed;

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = 0;
            while (count < length && !failed) {
                int c = step();
                if (c < 0) {
                    return count == 0 ? -1 : count;
                }
                failed = c == 0 || c == NOT_TEXT;
                if (!failed) {
                    target[offset + count++] = (char) c;
                }
            }
            if (failed && count == 0) {
                throw new NotTextException(line);
            }
            return count;
        }

        @Override
        public void close() {
            // The file is closed by whoever opened it.
        }
    }
}
