package io.lbkit.testkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a message. Immutable; two bodies are equal if their bytes are. */
public final class Body {
    private static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return a body without bytes} */
    public static Body empty() {
        return EMPTY;
    }

    /**
     * {@return a body}
     *
     * @param bytes what it holds; copied
     */
    public static Body of(byte[] bytes) {
        return new Body(bytes.clone());
    }

    /**
     * {@return a body in UTF-8}
     *
     * @param text what it holds
     */
    public static Body of(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the bytes, as a copy} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the bytes read as UTF-8} */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@return the number of bytes} */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@return the size only: a body may hold secrets} */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
