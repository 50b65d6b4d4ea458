package io.lbkit.kubernetes.internal;

import io.lbkit.model.finding.Evidence;

/**
 * A place in the input.
 *
 * @param source the file as it was named, or the name of a stream
 * @param document the number of the document in it, from 1
 * @param line the line, from 1
 */
record Place(String source, int document, int line) {
    Evidence evidence() {
        return Evidence.of(source, "document " + document + ", line", line);
    }

    Place atLine(int other) {
        return new Place(source, document, other);
    }

    @Override
    public String toString() {
        return source + ": document " + document + ", line " + line;
    }
}
