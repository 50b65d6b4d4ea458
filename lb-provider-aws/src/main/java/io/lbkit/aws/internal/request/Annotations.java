package io.lbkit.aws.internal.request;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.EditDistance;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The annotations of a Service, read. What cannot be read became a finding and is absent here. Immutable.
 */
public final class Annotations {
    private static final String OURS = "aws-";

    /** Read by the provider that is built into Kubernetes, for load balancers that LBKit does not make. */
    private static final Set<String> CLASSIC_ONLY = Set.of(
            "aws-load-balancer-access-log-emit-interval",
            "aws-load-balancer-connection-draining-enabled",
            "aws-load-balancer-connection-draining-timeout",
            "aws-load-balancer-connection-idle-timeout",
            "aws-load-balancer-extra-security-groups");

    private final Map<AwsAnnotation, String> texts = new EnumMap<>(AwsAnnotation.class);
    private final Map<AwsAnnotation, Boolean> flags = new EnumMap<>(AwsAnnotation.class);
    private final Map<AwsAnnotation, Long> numbers = new EnumMap<>(AwsAnnotation.class);
    private final Map<AwsAnnotation, List<String>> lists = new EnumMap<>(AwsAnnotation.class);
    private final Map<AwsAnnotation, Map<String, String>> maps = new EnumMap<>(AwsAnnotation.class);
    private final Map<AwsAnnotation, SortedMap<String, Map<String, String>>> partMaps =
            new EnumMap<>(AwsAnnotation.class);
    private final SortedMap<String, String> actions = new TreeMap<>();

    private Annotations() {}

    /**
     * Reads the annotations of a Service.
     *
     * @param service the Service
     * @param findings gets what is wrong in them
     * @return the annotations
     */
    public static Annotations read(Service service, Findings findings) {
        Annotations read = new Annotations();
        service.annotations().forEach((name, value) -> {
            if (name.startsWith(AwsAnnotation.PREFIX)) {
                String suffix = name.substring(AwsAnnotation.PREFIX.length());
                Optional<AwsAnnotation> known = AwsAnnotation.ofSuffix(suffix);
                if (known.isPresent()) {
                    read.add(known.get(), name, value, findings);
                } else if (suffix.startsWith(OURS)) {
                    unknown(name, suffix, value, findings);
                }
            }
        });
        return read;
    }

    private void add(AwsAnnotation annotation, String name, String value, Findings findings) {
        try {
            switch (annotation.type()) {
                case BOOLEAN -> flags.put(annotation, AnnotationParser.flag(name, value));
                case INTEGER ->
                    numbers.put(annotation, inRange(annotation, name, AnnotationParser.number(name, value)));
                case TEXT -> texts.put(annotation, value);
                case CHOICE -> texts.put(annotation, oneOf(annotation, name, value));
                case LIST -> lists.put(annotation, AnnotationParser.list(value));
                case MAP -> addMap(annotation, name, AnnotationParser.map(name, value));
                case JSON -> actions.put(part(annotation, name), value);
            }
        } catch (InvalidValueException e) {
            findings.invalidAnnotation(name, value, e.rule(), remedy(annotation));
        }
    }

    private void addMap(AwsAnnotation annotation, String name, Map<String, String> value) {
        String part = part(annotation, name);
        if (part.isEmpty()) {
            maps.put(annotation, value);
        } else {
            partMaps.computeIfAbsent(annotation, key -> new TreeMap<>()).put(part, value);
        }
    }

    private static String part(AwsAnnotation annotation, String name) {
        int start = annotation.fullName().length() + 1;
        return start >= name.length() ? "" : name.substring(start);
    }

    private static long inRange(AwsAnnotation annotation, String name, long number) {
        if (number < annotation.min() || number > annotation.max()) {
            throw InvalidValueException.of(name, number, "it is " + annotation.min() + " to " + annotation.max());
        }
        return number;
    }

    private static String oneOf(AwsAnnotation annotation, String name, String value) {
        if (!annotation.words().contains(value)) {
            throw InvalidValueException.of(name, value, "allowed is " + String.join(", ", annotation.words()));
        }
        return value;
    }

    private static String remedy(AwsAnnotation annotation) {
        return switch (annotation.type()) {
            case BOOLEAN -> "Write \"true\" or \"false\", or remove the annotation.";
            case INTEGER ->
                "Write a number from " + annotation.min() + " to " + annotation.max() + ", or remove the annotation.";
            case CHOICE -> "Write " + String.join(" or ", annotation.words()) + ", or remove the annotation.";
            default -> "Write KEY=VALUE pairs with commas between them, and \\, for a comma inside a value.";
        };
    }

    private static void unknown(String name, String suffix, String value, Findings findings) {
        if (CLASSIC_ONLY.contains(suffix)) {
            findings.inform(
                    Codes.UNKNOWN_ANNOTATION,
                    FindingKind.INVALID_ANNOTATION,
                    Findings.field(name),
                    value,
                    "The annotation " + name + " is about Classic Load Balancers and has no effect.",
                    "Remove it, or set the attribute of the Network Load Balancer that does the same.");
            return;
        }
        String nearest = Arrays.stream(AwsAnnotation.values())
                .map(AwsAnnotation::suffix)
                .min(Comparator.comparingInt((String known) -> EditDistance.between(known, suffix))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        findings.warn(
                Codes.UNKNOWN_ANNOTATION,
                FindingKind.INVALID_ANNOTATION,
                Findings.field(name),
                value,
                "The annotation " + name + " is unknown and has no effect.",
                "Did you mean " + AwsAnnotation.PREFIX + nearest + "?");
    }

    /** {@return the value of an annotation that is text or a word} */
    public Optional<String> text(AwsAnnotation annotation) {
        return Optional.ofNullable(texts.get(annotation));
    }

    /** {@return the value of a yes-or-no annotation} */
    public Optional<Boolean> flag(AwsAnnotation annotation) {
        return Optional.ofNullable(flags.get(annotation));
    }

    /** {@return whether a yes-or-no annotation says yes} */
    public boolean isSet(AwsAnnotation annotation) {
        return flag(annotation).orElse(false);
    }

    /** {@return the value of a number annotation} */
    public Optional<Long> number(AwsAnnotation annotation) {
        return Optional.ofNullable(numbers.get(annotation));
    }

    /** {@return the items of a list annotation; nothing if it is missing or has no item} */
    public Optional<List<String>> list(AwsAnnotation annotation) {
        return Optional.ofNullable(lists.get(annotation)).filter(items -> !items.isEmpty());
    }

    /** {@return the pairs of a map annotation without a part; none if it is missing} */
    public Map<String, String> map(AwsAnnotation annotation) {
        return new LinkedHashMap<>(maps.getOrDefault(annotation, Map.of()));
    }

    /** {@return the pairs of a map annotation by the parts that are appended to its name} */
    public SortedMap<String, Map<String, String>> parts(AwsAnnotation annotation) {
        return new TreeMap<>(partMaps.getOrDefault(annotation, new TreeMap<>()));
    }

    /** {@return the JSON of actions by the listeners that are appended to the name} */
    public SortedMap<String, String> actions() {
        return new TreeMap<>(actions);
    }
}
