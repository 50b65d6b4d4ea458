package io.lbkit.aws.internal.design;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a forward action. Pure. */
final class ForwardActionParser {
    private static final int MAX_OTHERS = 4;

    private ForwardActionParser() {}

    /**
     * Reads an action.
     *
     * @throws InvalidValueException if it is no JSON, or breaks a rule
     */
    static ForwardAction parse(String json) {
        SortedMap<String, SpecValue> action = fields("action", JsonReader.read(json), Set.of("type", "forwardConfig"));
        if (!text("type", action).filter("forward"::equals).isPresent()) {
            throw InvalidValueException.of("type", text("type", action).orElse(""), "the type is forward");
        }
        SpecValue config = action.get("forwardConfig");
        if (config == null || config instanceof SpecValue.Absent) {
            throw InvalidValueException.of("forwardConfig", "", "a forward action has a forwardConfig");
        }
        SortedMap<String, SpecValue> forward = fields(
                "forwardConfig", config, Set.of("baseServiceWeight", "targetGroups", "targetGroupStickinessConfig"));
        List<ForwardAction.Other> others = others(forward.get("targetGroups"));
        return new ForwardAction(weight("baseServiceWeight", forward), others, sticky(forward));
    }

    private static List<ForwardAction.Other> others(@Nullable SpecValue value) {
        if (!(value instanceof SpecValue.Sequence list) || list.items().isEmpty()) {
            throw InvalidValueException.of("targetGroups", String.valueOf(value), "a list of target groups is needed");
        }
        if (list.items().size() > MAX_OTHERS) {
            throw InvalidValueException.of(
                    "targetGroups", list.items().size(), "there are " + MAX_OTHERS + " target groups at most");
        }
        List<ForwardAction.Other> others = new ArrayList<>();
        list.items().forEach(item -> others.add(other("targetGroups[" + others.size() + "]", item)));
        boolean unweighted = others.size() > 1
                && others.stream().anyMatch(other -> other.weight().isEmpty());
        if (unweighted) {
            throw InvalidValueException.of(
                    "targetGroups", list, "each has a weight where there are several target groups");
        }
        return others;
    }

    private static ForwardAction.Other other(String at, SpecValue item) {
        SortedMap<String, SpecValue> group =
                fields(at, item, Set.of("targetGroupARN", "serviceName", "servicePort", "decrypt", "weight"));
        Optional<String> arn = text("targetGroupARN", group);
        Optional<String> service = text("serviceName", group);
        Optional<Long> weight = weight("weight", group);
        if (arn.isPresent() == service.isPresent()) {
            throw InvalidValueException.of(at, item, "it has either a targetGroupARN or a serviceName");
        } else if (arn.isPresent()) {
            return new ForwardAction.Existing(arn.get(), weight);
        }
        String port = port(at, group);
        return new ForwardAction.OfService(
                service.orElse(""), port, flag("decrypt", group).orElse(false), weight);
    }

    private static String port(String at, SortedMap<String, SpecValue> group) {
        SpecValue port = group.get("servicePort");
        if (port instanceof SpecValue.Text name) {
            return name.value();
        } else if (port instanceof SpecValue.Decimal number) {
            return number.toString();
        }
        throw InvalidValueException.of(
                at + ".servicePort", port == null ? "" : port, "a serviceName needs the number or name of its port");
    }

    private static Optional<Boolean> sticky(SortedMap<String, SpecValue> forward) {
        SpecValue config = forward.get("targetGroupStickinessConfig");
        if (config == null || config instanceof SpecValue.Absent) {
            return Optional.empty();
        }
        return flag("enabled", fields("targetGroupStickinessConfig", config, Set.of("enabled", "durationSeconds")));
    }

    private static SortedMap<String, SpecValue> fields(String at, SpecValue value, Set<String> known) {
        if (!(value instanceof SpecValue.Mapping mapping)) {
            throw InvalidValueException.of(at, value, "a JSON object is needed");
        }
        for (String name : mapping.fields().keySet()) {
            if (!known.contains(name)) {
                throw InvalidValueException.of(
                        at + "." + name,
                        name,
                        "it has only "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return mapping.fields();
    }

    private static Optional<Long> weight(String name, SortedMap<String, SpecValue> fields) {
        SpecValue value = fields.get(name);
        if (value == null || value instanceof SpecValue.Absent) {
            return Optional.empty();
        }
        boolean valid = value instanceof SpecValue.Decimal number
                && number.value().scale() == 0
                && number.value().signum() >= 0
                && number.value().precision() <= 3;
        if (!valid) {
            throw InvalidValueException.of(name, value, "a weight is 0 to 999");
        }
        return Optional.of(((SpecValue.Decimal) value).value().longValueExact());
    }

    private static Optional<String> text(String name, SortedMap<String, SpecValue> fields) {
        SpecValue value = fields.get(name);
        if (value == null || value instanceof SpecValue.Absent) {
            return Optional.empty();
        } else if (value instanceof SpecValue.Text text) {
            return Optional.of(text.value());
        }
        throw InvalidValueException.of(name, value, "text is needed");
    }

    private static Optional<Boolean> flag(String name, SortedMap<String, SpecValue> fields) {
        SpecValue value = fields.get(name);
        if (value == null || value instanceof SpecValue.Absent) {
            return Optional.empty();
        } else if (value instanceof SpecValue.Flag flag) {
            return Optional.of(flag.value());
        }
        throw InvalidValueException.of(name, value, "true or false is needed");
    }
}
