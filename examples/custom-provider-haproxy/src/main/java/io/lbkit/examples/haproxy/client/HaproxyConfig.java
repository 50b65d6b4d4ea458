package io.lbkit.examples.haproxy.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration file as a list of sections, which keeps everything that it is not asked to change byte for byte. A
 * section of its own counts the changes that need a reload, in an environment variable that the running process can be asked
 * for. Immutable.
 *
 * @param sections the sections in the order of the file
 */
public record HaproxyConfig(List<Section> sections) {
    static final String VARIABLE = "LBKIT_GENERATION";
    private static final String COUNTER = "generation";
    private static final Pattern HEADER =
            Pattern.compile("\\s*(backend|cache|defaults|fcgi-app|frontend|global|http-errors"
                    + "|listen|log-forward|mailers|peers|program|resolvers|ring|userlist)(\\s.*)?");

    /** Copies the list. */
    public HaproxyConfig {
        sections = List.copyOf(sections);
    }

    static HaproxyConfig parse(String text) {
        List<List<String>> sections = new ArrayList<>(List.of(new ArrayList<>()));
        String last = "";
        for (String line : text.split("\n", -1)) {
            boolean header = HEADER.matcher(line).matches() && !last.startsWith(Section.MARK);
            if (header || line.startsWith(Section.MARK)) {
                sections.add(new ArrayList<>());
            }
            sections.get(sections.size() - 1).add(line);
            last = line;
        }
        sections.removeIf(List::isEmpty);
        return new HaproxyConfig(sections.stream().map(Section::new).toList());
    }

    String text() {
        return String.join(
                "\n",
                sections.stream().flatMap(section -> section.lines().stream()).toList());
    }

    /** {@return the section with a header, for example {@code backend web}} */
    public Optional<Section> section(String header) {
        return sections.stream()
                .filter(section -> section.header().equals(header))
                .findFirst();
    }

    /** {@return this configuration with another section, or none, in the place of the one with a header} */
    public HaproxyConfig with(String header, Optional<Section> changed) {
        List<Section> all = new ArrayList<>(sections);
        Optional<Section> present = section(header);
        int place = present.map(all::indexOf).orElse(all.size());
        present.ifPresent(all::remove);
        changed.ifPresent(section -> all.add(place, section));
        return new HaproxyConfig(all);
    }

    /** {@return what takes a reload to change: all but the servers and the comments} */
    HaproxyConfig settings() {
        return new HaproxyConfig(sections.stream()
                .map(section -> section.marked("").with("server", List.of()))
                .toList());
    }

    /** {@return the number of the last change that needed a reload; 0 before the first} */
    long generation() {
        return sections.stream()
                .filter(section -> section.mark().equals(COUNTER))
                .flatMap(section -> section.values("setenv " + VARIABLE).stream())
                .filter(number -> number.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    HaproxyConfig withGeneration(long number) {
        List<Section> all = new ArrayList<>(sections);
        all.removeIf(section -> section.mark().equals(COUNTER));
        all.add(Section.of("global").marked(COUNTER).with("setenv " + VARIABLE, List.of(String.valueOf(number))));
        return new HaproxyConfig(all);
    }
}
