package io.lbkit.kubernetes.internal;

import io.lbkit.kubernetes.internal.yaml.BrokenYaml;
import io.lbkit.kubernetes.internal.yaml.DocumentParser;
import io.lbkit.kubernetes.internal.yaml.DocumentSplitter;
import io.lbkit.kubernetes.internal.yaml.TextDecoding;
import io.lbkit.kubernetes.internal.yaml.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads one file or stream, document by document. */
public final class SourceReader {
    private final InputCollector collector;
    private final String source;
    private int number;

    /** A source by the name under which findings speak of it. */
    public SourceReader(InputCollector collector, String source) {
        this.collector = collector;
        this.source = source;
    }

    /** Reads the source to its end; what cannot be read becomes findings. The stream is left open. */
    public void read(InputStream bytes) {
        collector.countFile();
        try {
            DocumentSplitter documents = new DocumentSplitter(TextDecoding.decode(bytes));
            while (documents.next()) {
                read(documents);
            }
            noteIfEmpty();
        } catch (IOException e) {
            unreadable(e);
        }
    }

    /** The source cannot be read, or not to its end. */
    void unreadable(IOException e) {
        collector.lost(
                InputCode.UNREADABLE_PATH,
                source,
                source + " cannot be read: " + Reasons.of(e) + ".",
                "Check the path and the permission to read it.",
                Optional.empty());
    }

    private void noteIfEmpty() {
        if (number == 0) {
            collector.note(
                    InputCode.NOTHING_INSIDE,
                    source,
                    source + " holds no document.",
                    "Nothing to do, unless objects were expected there.");
        }
    }

    private void read(DocumentSplitter documents) {
        Place place = new Place(source, number + 1, documents.startLine());
        DocumentObjects objects = new DocumentObjects(collector, place);
        DocumentParser parser = new DocumentParser(documents.document(), documents.startLine(), objects);
        try {
            Optional<Tree> tree = parser.read();
            tree.ifPresent(root -> {
                count();
                objects.finish(root, parser.repeated());
            });
        } catch (BrokenYaml e) {
            count();
            broken(e, place.atLine(e.line()), parser.known());
        }
    }

    private void count() {
        number++;
        collector.countDocument();
    }

    private void broken(BrokenYaml e, Place at, Tree.Mapping known) {
        switch (e.why()) {
            case SYNTAX ->
                collector.lost(
                        InputCode.BROKEN_DOCUMENT,
                        "The document is no YAML: " + e.problem() + ".",
                        "Correct line " + at.line() + " of " + source + "; other documents were read.",
                        at,
                        known);
            case NOT_TEXT ->
                collector.lost(
                        InputCode.NOT_TEXT,
                        "The document is no text: " + e.problem() + ".",
                        "Save " + source + " as UTF-8, or leave it out if it is no manifest.",
                        at,
                        known);
            case LIMIT ->
                collector.lost(
                        InputCode.TOO_LARGE,
                        "The document is not read further: " + e.problem() + ".",
                        "Write the object without such nesting and aliases.",
                        at,
                        known);
        }
    }
}
