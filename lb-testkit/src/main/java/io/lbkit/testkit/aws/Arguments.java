package io.lbkit.testkit.aws;

import io.lbkit.testkit.wire.Parameters;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The parameters of a request as the tree that their names spell: {@code Tags.member.1.Key} is the key of the first tag. Reads
 * both protocols, as EC2 leaves {@code member} out. Not thread-safe while it is built.
 */
final class Arguments {
    private static final String MEMBER = "member";

    private final String path;
    private final Map<String, Arguments> children = new TreeMap<>();
    private Optional<String> value = Optional.empty();

    private Arguments(String path) {
        this.path = path;
    }

    static Arguments of(Parameters parameters) {
        Arguments root = new Arguments("");
        parameters.entries().forEach(entry -> root.put(entry.getKey(), entry.getValue()));
        return root;
    }

    private void put(String name, String text) {
        Arguments node = this;
        for (String part : name.split("\\.", -1)) {
            String parent = node.path;
            node = node.children.computeIfAbsent(
                    part, key -> new Arguments(parent.isEmpty() ? key : parent + "." + key));
        }
        node.value = Optional.of(text);
    }

    /** {@return the name as it was sent, for example {@code Tags.member.1.Key}} */
    String path() {
        return path;
    }

    Collection<String> names() {
        return children.keySet();
    }

    boolean has(String name) {
        return children.containsKey(name);
    }

    /** {@return what is below a name; nothing at all if nothing was sent} */
    Arguments at(String name) {
        Arguments child = children.get(name);
        return child == null ? new Arguments(path.isEmpty() ? name : path + "." + name) : child;
    }

    Optional<String> value() {
        return value;
    }

    Optional<String> text(String name) {
        return at(name).value;
    }

    Optional<Integer> number(String name) {
        return text(name).map(Integer::valueOf);
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(Boolean::valueOf);
    }

    /** {@return the elements of this list in their order; none for one that was sent empty} */
    List<Arguments> elements() {
        return children.entrySet().stream()
                .flatMap(entry -> entry.getKey().equals(MEMBER)
                        ? entry.getValue().children.entrySet().stream()
                        : Stream.of(entry))
                .filter(entry -> isIndex(entry.getKey()))
                .sorted(Comparator.comparing(entry -> Integer.valueOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** {@return the names below this list that are no index} */
    List<Arguments> strays() {
        return children.entrySet().stream()
                .flatMap(entry -> entry.getKey().equals(MEMBER)
                        ? entry.getValue().children.entrySet().stream()
                        : Stream.of(entry))
                .filter(entry -> !isIndex(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isIndex(String key) {
        return key.matches("[1-9][0-9]{0,6}");
    }

    List<Arguments> list(String name) {
        return at(name).elements();
    }

    List<String> texts(String name) {
        return list(name).stream().flatMap(each -> each.value.stream()).toList();
    }
}
