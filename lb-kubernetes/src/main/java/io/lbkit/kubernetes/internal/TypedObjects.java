package io.lbkit.kubernetes.internal;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.lbkit.kubernetes.internal.yaml.FieldPath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps and lists into objects of the client, with every value of a wrong type as a fault. */
final class TypedObjects {
    /** An object with more faults than this is beyond a list of faults. */
    private static final int MAX_FAULTS = 50;

    private static final int LONGEST_VALUE = 80;

    private TypedObjects() {}

    /** Shared, since it takes long to make; it is safe for many threads, and nothing but its caches ever changes. */
    private static final KubernetesSerialization SERIALIZATION = new StrictSerialization();

    /** The object without the values that are of a wrong type, each of which is a fault; nothing if nothing is left. */
    static <K> Optional<K> convert(Map<String, ?> plain, Class<K> type, Faults faults) {
        for (int i = 0; i < MAX_FAULTS; i++) {
            try {
                return Optional.of(SERIALIZATION.convertValue(plain, type));
            } catch (IllegalArgumentException e) {
                if (!(e.getCause() instanceof JsonMappingException fault) || !cutOut(plain, fault, faults)) {
                    faults.wrongType("", type.getSimpleName(), firstLine(e), "Correct the object.");
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Removes the value that does not fit, so that the next attempt finds the next one. */
    private static boolean cutOut(Map<String, ?> plain, JsonMappingException fault, Faults faults) {
        List<JsonMappingException.Reference> steps = fault.getPath();
        String field = "";
        Object at = plain;
        for (int i = 0; i < steps.size(); i++) {
            JsonMappingException.Reference step = steps.get(i);
            Object child = child(at, step);
            field = step.getFieldName() == null
                    ? FieldPath.item(field, step.getIndex())
                    : FieldPath.child(field, step.getFieldName());
            if (i == steps.size() - 1 || child == null) {
                report(field, child, fault, faults);
                return child != null && remove(at, step);
            }
            at = child;
        }
        return false;
    }

    private static @Nullable Object child(Object at, JsonMappingException.Reference step) {
        if (at instanceof Map<?, ?> map) {
            return map.get(step.getFieldName());
        }
        return at instanceof List<?> list && step.getIndex() >= 0 && step.getIndex() < list.size()
                ? list.get(step.getIndex())
                : null;
    }

    @SuppressWarnings("unchecked") // the list was made by Tree.plain(), which takes any value
    private static boolean remove(Object at, JsonMappingException.Reference step) {
        if (at instanceof Map<?, ?> map) {
            map.remove(step.getFieldName());
        } else if (at instanceof List<?> list) {
            ((List<@Nullable Object>) list).set(step.getIndex(), null);
        }
        return true;
    }

    private static void report(String field, @Nullable Object value, JsonMappingException fault, Faults faults) {
        Class<?> wanted = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        String text = String.valueOf(value);
        String shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
        if (wanted == null) {
            faults.wrongType(field, shown, firstLine(fault), "Correct " + field + ".");
            return;
        }
        String remedy = wanted == String.class && isWord(value)
                ? "Put the value in quotes: \"" + shown + "\"."
                : "Write " + name(wanted) + " there.";
        faults.wrongType(field, shown, "it is " + name(value) + " where " + name(wanted) + " belongs", remedy);
    }

    private static boolean isWord(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static String name(@Nullable Object value) {
        if (value instanceof Map) {
            return "a mapping";
        }
        if (value instanceof List) {
            return "a list";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return value instanceof Number ? "a number" : "text";
    }

    private static String name(Class<?> wanted) {
        if (wanted == String.class) {
            return "text";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(wanted) || wanted == int.class || wanted == long.class) {
            return "a whole number";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list" : "a mapping";
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it does not fit");
    }
}
