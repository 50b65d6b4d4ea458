package io.lbkit.kubernetes.internal.yaml;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one document. The items of a list are handed on one by one, so that a dump of a cluster is never held as a whole. */
public final class DocumentParser {
    private static final String ITEMS = "items";
    private static final int BUFFER = 16_384;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(BUFFER)
            .build();

    private final int firstLine;
    private final Iterator<Event> events;
    private final TreeComposer composer;
    private final ItemSink sink;
    private final Map<String, Tree> root = new LinkedHashMap<>();
    private final List<RepeatedKey> repeated = new ArrayList<>();
    private int rootLine;

    /** A document that starts at a line of its file. */
    public DocumentParser(Reader text, int firstLine, ItemSink sink) {
        this.firstLine = firstLine;
        this.events = new Parse(SETTINGS).parseReader(text).iterator();
        this.composer = new TreeComposer(events, firstLine);
        this.sink = sink;
        this.rootLine = firstLine;
    }

    /**
     * The document without the items of a list, or nothing if it is empty.
     *
     * @throws BrokenYaml if it cannot be read to its end; items that came before were handed on
     */
    public Optional<Tree> read() throws BrokenYaml {
        try {
            return readDocument();
        } catch (MarkedYamlEngineException e) {
            throw syntax(e);
        } catch (YamlEngineException e) {
            throw notText(e);
        }
    }

    /** What is known of the document at the moment, which matters if it breaks off. */
    public Tree.Mapping known() {
        return new Tree.Mapping(root, rootLine, 1);
    }

    /** The repeated keys of the document, its items aside. */
    public List<RepeatedKey> repeated() {
        repeated.addAll(composer.takeRepeated());
        return List.copyOf(repeated);
    }

    private Optional<Tree> readDocument() throws BrokenYaml {
        Event event = events.next();
        while (!(event instanceof DocumentStartEvent)) {
            if (event instanceof StreamEndEvent) {
                return Optional.empty();
            }
            event = events.next();
        }
        Event start = events.next();
        rootLine = composer.line(start);
        Tree tree = start instanceof MappingStartEvent ? readRoot() : composer.compose(start);
        readEnd();
        boolean nothing = tree instanceof Tree.Scalar scalar && scalar.value() == null;
        return nothing ? Optional.empty() : Optional.of(tree);
    }

    private void readEnd() throws BrokenYaml {
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                throw new BrokenYaml(
                        BrokenYaml.Cause.SYNTAX, composer.line(event), "a second document starts without a line ---");
            }
        }
    }

    private Tree readRoot() throws BrokenYaml {
        for (Event event = events.next(); TreeComposer.isNode(event); event = events.next()) {
            String key = composer.key(event);
            Event value = events.next();
            if (key.equals(ITEMS) && value instanceof SequenceStartEvent) {
                repeated.addAll(composer.takeRepeated());
                composer.put(root, key, readItems(composer.line(value)), composer.line(event));
            } else {
                composer.put(root, key, composer.composeUnder(key, value), composer.line(event));
            }
        }
        return known();
    }

    private Tree readItems(int line) throws BrokenYaml {
        for (Event event = events.next(); TreeComposer.isNode(event); event = events.next()) {
            Tree item = composer.compose(event);
            sink.accept(item, composer.takeRepeated(), known());
        }
        return new Tree.Sequence(List.of(), line, 1);
    }

    private BrokenYaml syntax(MarkedYamlEngineException e) {
        int line = firstLine
                + e.getProblemMark()
                        .or(e::getContextMark)
                        .map(mark -> mark.getLine())
                        .orElse(0);
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return new BrokenYaml(BrokenYaml.Cause.SYNTAX, line, context + e.getProblem());
    }

    private BrokenYaml notText(YamlEngineException e) {
        if (e.getCause() instanceof NotTextException bytes) {
            return new BrokenYaml(BrokenYaml.Cause.NOT_TEXT, bytes.line(), "there are bytes that are no UTF-8 text");
        }
        return new BrokenYaml(BrokenYaml.Cause.NOT_TEXT, firstLine, String.valueOf(e.getMessage()));
    }
}
