package io.lbkit.kubernetes;

import io.lbkit.kubernetes.internal.InputCollector;
import io.lbkit.kubernetes.internal.PathReader;
import io.lbkit.kubernetes.internal.SourceReader;
import io.lbkit.kubernetes.internal.Subject;
import io.lbkit.model.finding.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a cluster from manifests and dumps: YAML, KYAML or JSON, single objects, many documents, lists of any kind, and
 * mixtures of all that. Bad input is never an exception but a {@link io.lbkit.model.finding.Finding}, and it costs only
 * itself: the document or object that is broken, not its neighbours.
 *
 * <p>Sources are read by {@link #read()}, in the order in which they were added; where an object stands twice, the later one
 * counts. Not thread-safe.
 */
public final class ClusterReader {
    private final List<Consumer<InputCollector>> sources = new ArrayList<>();
    private String namespace = Subject.DEFAULT_NAMESPACE;
    private boolean wholeCluster;
    private Set<String> podVariables = Set.of();

    private ClusterReader() {}

    /** {@return a reader without a source} */
    public static ClusterReader create() {
        return new ClusterReader();
    }

    /**
     * States that the input is the whole cluster: a Service that is not in it does not exist. Without this, Services are
     * taken for those that somebody picked.
     *
     * @return this reader
     */
    public ClusterReader complete() {
        wholeCluster = true;
        return this;
    }

    /**
     * Sets the namespace of objects that name none; {@code default} unless said otherwise.
     *
     * @param name the namespace
     * @return this reader
     * @throws InvalidValueException if the name is empty or has a slash
     */
    public ClusterReader inNamespace(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw InvalidValueException.of("namespace", name, "a name is not empty and has no slash");
        }
        namespace = name;
        return this;
    }

    /**
     * Keeps some environment variables of containers, such as those that a provider asks for. No other is kept, because
     * environments hold secrets; none at all unless this is said.
     *
     * @param names the names
     * @return this reader
     */
    public ClusterReader keepPodVariables(Set<String> names) {
        podVariables = Set.copyOf(names);
        return this;
    }

    /**
     * Adds a file of any name, or a folder with all files below it that end in {@code .yaml}, {@code .yml}, {@code .json} or
     * {@code .kyaml}, hidden ones excepted. A path that cannot be read becomes a finding.
     *
     * @param path the file or folder
     * @return this reader
     */
    public ClusterReader add(Path path) {
        sources.add(collector -> new PathReader(collector).read(path));
        return this;
    }

    /**
     * Adds a stream, which is read to its end but not closed.
     *
     * @param name the name under which findings speak of it, for example {@code stdin}
     * @param bytes the stream
     * @return this reader
     */
    public ClusterReader add(String name, InputStream bytes) {
        sources.add(collector -> new SourceReader(collector, name).read(bytes));
        return this;
    }

    /**
     * Adds text.
     *
     * @param name the name under which findings speak of it
     * @param text the text
     * @return this reader
     */
    public ClusterReader add(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sources.add(collector -> new SourceReader(collector, name).read(new ByteArrayInputStream(bytes)));
        return this;
    }

    /** {@return what the sources hold} */
    public ClusterInput read() {
        InputCollector collector = new InputCollector(namespace, wholeCluster, podVariables);
        sources.forEach(source -> source.accept(collector));
        return collector.finish();
    }
}
