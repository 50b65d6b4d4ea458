package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a map of a plain tree by their names in snake case, or in the camel case that Protocol Buffers write as well.
 * Empty text counts as absent.
 */
record Fields(Map<?, ?> map, String path) {
    /** Sums and differences of times that anybody means stay far from the ends of what an instant can be. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    static Fields of(Map<?, ?> map) {
        return new Fields(map, "");
    }

    private @Nullable Object value(String name) {
        Object plain = map.get(name);
        return plain != null ? plain : map.get(camel(name));
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            boolean joint = name.charAt(i) == '_' && i + 1 < name.length();
            camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return camel.toString();
    }

    private String field(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Fields child(String name) {
        Object value = value(name);
        if (value == null) {
            return new Fields(Map.of(), field(name));
        }
        if (value instanceof Map<?, ?> child) {
            return new Fields(child, field(name));
        }
        throw InvalidValueException.of(field(name), value, "it is a map of fields");
    }

    boolean has(String name) {
        return value(name) != null;
    }

    List<?> list(String name) {
        Object value = value(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw InvalidValueException.of(field(name), value, "it is a list");
    }

    List<Fields> children(String name) {
        List<?> list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> item(list.get(i), field(name) + "[" + i + "]"))
                .toList();
    }

    private static Fields item(@Nullable Object item, String path) {
        if (item instanceof Map<?, ?> child) {
            return new Fields(child, path);
        }
        throw InvalidValueException.of(path, String.valueOf(item), "it is a map of fields");
    }

    Optional<String> text(String name) {
        Object value = value(name);
        if (value instanceof Map || value instanceof List) {
            throw InvalidValueException.of(field(name), value, "it is text or a number");
        }
        return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isEmpty());
    }

    String needed(String name) {
        return text(name).orElseThrow(() -> InvalidValueException.of(field(name), "", "it is needed"));
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidValueException.of(field(name), text, "it is true or false");
        });
    }

    Optional<BigDecimal> number(String name) {
        return text(name).map(text -> {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw InvalidValueException.of(field(name), text, "it is a number");
            }
        });
    }

    OptionalLong whole(String name) {
        Optional<BigDecimal> number = number(name);
        try {
            return number.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.get().longValueExact());
        } catch (ArithmeticException e) {
            throw InvalidValueException.of(field(name), number.get(), "it is a whole number");
        }
    }

    OptionalInt integer(String name) {
        OptionalLong whole = whole(name);
        if (whole.isEmpty()) {
            return OptionalInt.empty();
        }
        long value = whole.getAsLong();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw InvalidValueException.of(field(name), value, "it is a small whole number");
        }
        return OptionalInt.of((int) value);
    }

    Optional<Duration> seconds(String name) {
        return number(name).map(seconds -> {
            boolean fine = seconds.scale() > 100;
            if (fine || seconds.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
                throw InvalidValueException.of(field(name), seconds, "it is a duration in seconds");
            }
            return Duration.ofNanos(
                    seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
        });
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            Instant time = parsed(name, text);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
                throw InvalidValueException.of(field(name), text, "it is a time of the years 1970 to 9999");
            }
            return time;
        });
    }

    private Instant parsed(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw InvalidValueException.of(field(name), text, "it is a time like 2026-03-01T12:00:00Z");
        }
    }

    Instant neededTime(String name) {
        return time(name).orElseThrow(() -> InvalidValueException.of(field(name), "", "it is needed"));
    }

    Optional<IpAddress> address(String name) {
        return text(name).map(text -> {
            try {
                return IpAddress.parse(text);
            } catch (InvalidValueException e) {
                throw InvalidValueException.of(field(name), text, e.rule());
            }
        });
    }

    Optional<ObjectKey> key(String name) {
        return text(name).map(text -> {
            try {
                return ObjectKey.parse(text);
            } catch (InvalidValueException e) {
                throw InvalidValueException.of(field(name), text, e.rule());
            }
        });
    }
}
