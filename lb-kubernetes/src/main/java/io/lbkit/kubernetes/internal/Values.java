package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields as the API server reads them: missing, null and empty are one. */
final class Values {
    private Values() {}

    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(present -> !present.isEmpty());
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static boolean isTrue(@Nullable Boolean flag) {
        return flag != null && flag;
    }

    static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    static List<String> texts(@Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().filter(Objects::nonNull).toList();
    }

    /** A list in which a null stands for an empty item, as it does for the API server. */
    static <T> List<T> items(@Nullable List<T> items, Supplier<T> empty) {
        return items == null
                ? List.of()
                : items.stream().map(item -> item == null ? empty.get() : item).toList();
    }

    static Map<String, String> map(@Nullable Map<String, String> map) {
        Map<String, String> copy = new TreeMap<>();
        if (map != null) {
            map.forEach((key, value) -> copy.put(key, orEmpty(value)));
        }
        return copy;
    }

    static Protocol protocol(String field, @Nullable String text) {
        String name = text(text).orElse(Protocol.TCP.name());
        return Arrays.stream(Protocol.values())
                .filter(protocol -> protocol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        field,
                        name,
                        "allowed are "
                                + Arrays.stream(Protocol.values())
                                        .map(Protocol::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** A port number or name; nothing where it is left to its default. */
    static Optional<TargetPort> port(String field, @Nullable IntOrString port) {
        if (port == null) {
            return Optional.empty();
        }
        try {
            return port.getStrVal() == null
                    ? Optional.of(orZero(port.getIntVal()))
                            .filter(number -> number != 0)
                            .map(TargetPort::of)
                    : text(port.getStrVal()).map(TargetPort::named);
        } catch (InvalidValueException e) {
            throw InvalidValueException.of(field, e.value(), e.rule());
        }
    }

    static IntOrPercent intOrPercent(String field, IntOrString value) {
        if (value.getStrVal() != null) {
            return IntOrPercent.parsePercent(field, value.getStrVal());
        }
        int number = orZero(value.getIntVal());
        if (number < 0) {
            throw InvalidValueException.of(field, number, "a number of pods is not negative");
        }
        return IntOrPercent.of(number);
    }

    static IpAddress address(String field, @Nullable String text) {
        try {
            return IpAddress.parseStored(orEmpty(text));
        } catch (InvalidValueException e) {
            throw InvalidValueException.of(field, orEmpty(text), "it is no IP address");
        }
    }

    static Optional<Instant> time(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw InvalidValueException.of(field, text, "a time looks like 2026-01-31T12:00:00Z");
        }
    }
}
